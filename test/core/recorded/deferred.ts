import { GodotObject, type Signal } from "../../../runtime/core/index.js";
import { callable, type Cases, VOID } from "./stage.js";

const { CONNECT_DEFERRED, CONNECT_ONE_SHOT } = GodotObject.ConnectFlags;

/** CONNECT_DEFERRED, call_deferred, and waiting for signals. A microtask here is what the end of the frame is there. */
export const deferred: Cases = {
  async deferred({ scene, scene: { s1, h1 }, check, nextFrame }) {
    check(() => s1.connect(h1, CONNECT_DEFERRED), 0);
    check(() => s1.emit(1), VOID);
    check(() => s1.emit(2), VOID);
    scene.note("right after emit");
    await nextFrame(["right after emit"], ["h1", 1], ["h1", 2]);
  },

  async deferred_order_with_direct({ scene, scene: { s1 }, check, nextFrame }) {
    check(() => s1.connect((a) => scene.note("deferred", a), CONNECT_DEFERRED), 0);
    check(() => s1.connect((a) => scene.note("direct", a)), 0);
    check(() => s1.emit(1), VOID, ["direct", 1]);
    check(() => scene.call_deferred("h1", 2), null);
    check(() => s1.emit(3), VOID, ["direct", 3]);
    await nextFrame(["deferred", 1], ["h1", 2], ["deferred", 3]);
  },

  async deferred_one_shot_emitted_twice({ scene: { s1, h1 }, check, nextFrame }) {
    check(() => s1.connect(h1, CONNECT_DEFERRED | CONNECT_ONE_SHOT), 0);
    check(() => s1.emit(1), VOID);
    check(() => s1.is_connected(h1), false);
    check(() => s1.emit(2), VOID);
    await nextFrame(["h1", 1]);
  },

  async deferred_disconnected_before_delivery({ scene: { s1, h1 }, check, nextFrame }) {
    check(() => s1.connect(h1, CONNECT_DEFERRED), 0);
    check(() => s1.emit(1), VOID);
    check(() => s1.disconnect(h1), VOID);
    await nextFrame(["h1", 1]);
  },

  async deferred_array_argument_changed_later({ scene: { s1, h1 }, check, nextFrame }) {
    const a = [1];
    check(() => s1.connect(h1, CONNECT_DEFERRED), 0);
    check(() => s1.emit(a), VOID);
    a.push(2);
    await nextFrame(["h1", [1, 2]]);
  },

  async deferred_emitter_freed_before_delivery({ scene: { h }, check, nextFrame }) {
    let n2: GodotObject | null = new GodotObject();
    n2.add_user_signal("u");
    check(() => n2?.connect("u", h, CONNECT_DEFERRED), 0);
    check(() => n2?.emit_signal("u"), 0);
    check(() => (n2 = null), null);
    await nextFrame(["h()"]);
  },

  async deferred_emits_inside_deferred({ scene, scene: { s }, check, nextFrame }) {
    const q = () => {
      scene.n += 1;
      scene.note("q", scene.n);
      if (scene.n < 3) s.emit();
    };
    check(() => s.connect(q, CONNECT_DEFERRED), 0);
    check(() => s.emit(), VOID);
    await nextFrame(["q", 1], ["q", 2], ["q", 3]);
    check(() => scene.n, 3);
  },

  async call_deferred_order({ scene, scene: { h1 }, nextFrame }) {
    callable(h1).call_deferred(1);
    scene.call_deferred("h1", 2);
    callable(() => (scene.n = 5)).call_deferred();
    callable(() => scene.note("n is", scene.n)).call_deferred();
    callable(h1).call_deferred(3);
    scene.note("sync");
    await nextFrame(["sync"], ["h1", 1], ["h1", 2], ["n is", 5], ["h1", 3]);
  },

  async call_deferred_wrong_args({ scene, scene: { h1 }, check, nextFrame }) {
    check(() => callable(h1).call_deferred(), VOID);
    check(() => scene.call_deferred("nope"), null);
    await nextFrame(["h1", undefined], "error");
  },

  async await_signal_value({ scene: { s, s1, s2 }, check, nextFrame }) {
    check(() => callable(s.emit).call_deferred(), VOID);
    await nextFrame();
    const emitLater = (signal: Signal<unknown[]>, ...args: unknown[]) =>
      callable(() => signal.emit(...args)).call_deferred();
    emitLater(s);
    const nothing = await s.wait();
    emitLater(s1, 5);
    const one = await s1.wait();
    emitLater(s2, 5, 6);
    const two = await s2.wait();
    check(() => [nothing, one, two], [null, 5, [5, 6]]);
  },

  async await_adds_connection({ scene, scene: { s }, check, nextFrame }) {
    const resumed = s.wait().then(() => scene.note("resumed"));
    check(() => s.get_connections().length, 1);
    check(() => s.get_connections()[0]?.flags, 4);
    check(() => s.emit(), VOID);
    check(() => s.get_connections().length, 0);
    await resumed;
    await nextFrame(["resumed"]);
  },
};
