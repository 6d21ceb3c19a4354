import { RefCounted, Signal } from "../../../runtime/core/index.js";
import { callable, type Cases, type Scene, VOID } from "./stage.js";

/** A receiver with a method of its own. */
class Receiver extends RefCounted {
  readonly #base: Scene;
  constructor(base: Scene) {
    super();
    this.#base = base;
  }
  go(): void {
    this.#base.note("r.go");
  }
}

class Emitter extends RefCounted {
  readonly u = new Signal<[]>(this, "u");
}

/** Emitting: order, changes during an emission, arguments, return codes. */
export const emission: Cases = {
  append_source_object({ scene, scene: { s, s1, s2, fv, CONNECT_APPEND_SOURCE_OBJECT }, check }) {
    check(() => s1.connect(fv, CONNECT_APPEND_SOURCE_OBJECT), 0);
    check(() => s1.emit(1), VOID, ["fv", 1, scene]);
    check(() => s.connect(callable(fv).bind("b"), CONNECT_APPEND_SOURCE_OBJECT), 0);
    check(() => s.emit(), VOID, ["fv", scene, "b"]);
    check(() => s2.connect(callable(fv).unbind(1), CONNECT_APPEND_SOURCE_OBJECT), 0);
    check(() => s2.emit(1, 2), VOID, ["fv", 1, scene]);
  },

  emit_order_and_reconnect({ scene, scene: { s, h }, check }) {
    s.connect(() => scene.note("1"));
    s.connect(h);
    s.connect(() => scene.note("3"));
    check(() => s.emit(), VOID, ["1"], ["h()"], ["3"]);
    check(() => s.disconnect(h), VOID);
    check(() => s.connect(h), 0);
    check(() => s.emit(), VOID, ["1"], ["3"], ["h()"]);
  },

  emit_order_many({ scene, scene: { s }, check }) {
    const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    for (const k of numbers) s.connect(() => scene.note("handler", k));
    check(() => s.emit(), VOID, ...numbers.map((k) => ["handler", k]));
  },

  connect_during_emission({ scene, scene: { s }, check }) {
    s.connect(() => {
      scene.n += 1;
      scene.note(
        "q connects, returned",
        s.connect(() => scene.note("new", scene.n)),
      );
    });
    s.connect(() => scene.note("second"));
    check(() => s.emit(), VOID, ["q connects, returned", 0], ["second"]);
    check(() => s.emit(), VOID, ["q connects, returned", 0], ["second"], ["new", 2]);
  },

  connect_during_emission_same_handler_twice({ scene, scene: { s, h }, check }) {
    s.connect(() => scene.note("connect h returned", s.connect(h)));
    check(() => s.emit(), VOID, ["connect h returned", 0]);
    check(() => s.emit(), VOID, "error", ["connect h returned", 31], ["h()"]);
  },

  disconnect_later_handler_during_emission({ scene, scene: { s, h }, check }) {
    s.connect(disconnecting(scene));
    s.connect(h);
    s.connect(() => scene.note("third"));
    check(() => s.emit(), VOID, ["q disconnected h"], ["h()"], ["third"]);
    check(() => s.emit(), VOID, ["q"], ["third"]);
  },

  disconnect_earlier_handler_during_emission({ scene, scene: { s, h }, check }) {
    s.connect(h);
    s.connect(disconnecting(scene));
    s.connect(() => scene.note("third"));
    check(() => s.emit(), VOID, ["h()"], ["q disconnected h"], ["third"]);
    check(() => s.emit(), VOID, ["q"], ["third"]);
  },

  disconnect_self_during_emission({ scene, scene: { s, h }, check }) {
    const q = () => {
      s.disconnect(q);
      scene.note("q disconnected itself");
    };
    s.connect(q);
    s.connect(h);
    check(() => s.emit(), VOID, ["q disconnected itself"], ["h()"]);
    check(() => s.emit(), VOID, ["h()"]);
  },

  disconnect_and_reconnect_later_handler_during_emission({ scene, scene: { s, h }, check }) {
    s.connect(() => {
      s.disconnect(h);
      scene.note("q reconnect returned", s.connect(h));
    });
    s.connect(h);
    s.connect(() => scene.note("third"));
    check(() => s.emit(), VOID, ["q reconnect returned", 0], ["h()"], ["third"]);
    check(() => s.emit(), VOID, ["q reconnect returned", 0], ["third"], ["h()"]);
  },

  refcounted_receiver_dropped({ scene, scene: { s }, check }) {
    let r: Receiver | null = new Receiver(scene);
    const { go } = r;
    check(() => s.connect(go), 0);
    check(() => s.emit(), VOID, ["r.go"]);
    check(() => (r = null), null);
    // The engine counts references and has 0 connections now; here the connection keeps its receiver.
    check(() => s.get_connections().length, 1);
    check(() => s.emit(), VOID, ["r.go"]);
  },

  emitter_refcounted_dropped_during_emission({ scene, check }) {
    let keep: Emitter | null = new Emitter();
    keep.u.connect(() => {
      scene.note("first");
      keep = null;
      scene.note("dropped");
    });
    keep.u.connect(() => scene.note("second"));
    check(() => keep?.u.emit(), VOID, ["first"], ["dropped"], ["second"]);
    check(() => keep, null);
  },

  nested_emission_order({ scene, scene: { s1 }, check }) {
    s1.connect((a) => {
      scene.note("A", a);
      if (a === 1) s1.emit(2);
    });
    s1.connect((a) => scene.note("B", a));
    check(() => s1.emit(1), VOID, ["A", 1], ["A", 2], ["B", 2], ["B", 1]);
  },

  emit_too_few_arguments({ scene, scene: { s1, h1 }, check }) {
    s1.connect(h1);
    check(() => s1.emit(), VOID, ["h1", undefined]);
    check(() => scene.emit_signal("s1"), 0, ["h1", undefined]);
  },

  emit_too_many_arguments({ scene, scene: { s, s1, h, h1 }, check }) {
    s1.connect(h1);
    check(() => s1.emit(1, 2), VOID, ["h1", 1]);
    check(() => scene.emit_signal("s1", 1, 2), 0, ["h1", 1]);
    s.connect(h);
    check(() => s.emit(5), VOID, ["h()"]);
  },

  emit_wrong_argument_type({ scene, check }) {
    const ti = new Signal<[unknown]>(scene, "s");
    ti.connect((a) => scene.note("int handler", a));
    check(() => ti.emit("text"), VOID, ["int handler", "text"]);
    check(() => ti.emit(1.7), VOID, ["int handler", 1.7]);
    check(() => ti.emit(null), VOID, ["int handler", null]);
    check(() => ti.emit(true), VOID, ["int handler", true]);
  },

  emit_return_codes({ scene, check }) {
    check(() => scene.emit_signal("s"), 2);
    scene.s.connect(scene.h);
    check(() => scene.emit_signal("s"), 0, ["h()"]);
    check(() => scene.emit_signal("nope"), 2, "error");
    check(() => scene.emit_signal("nope", 1), 2, "error");
    scene.set_block_signals(true);
    check(() => scene.emit_signal("s"), 28);
    check(() => scene.is_blocking_signals(), true);
    scene.set_block_signals(false);
    check(() => scene.emit_signal("s"), 0, ["h()"]);
  },

  emit_handler_error_does_not_stop_others({ scene, scene: { s }, check }) {
    s.connect(() => scene.note("1"));
    s.connect(() => {
      const x = JSON.parse("null") as { boom(): void };
      x.boom();
      scene.note("unreached");
    });
    s.connect(() => scene.note("3"));
    check(() => s.emit(), VOID, ["1"], "script_error", ["3"]);
  },

  emit_with_default_and_varargs({ scene, scene: { s2, fv }, check }) {
    const opt = (a: unknown, b: unknown = "default", c: unknown = "default c") => scene.note("opt", a, b, c);
    s2.connect(fv);
    s2.connect(opt);
    check(() => s2.emit(1, 2), VOID, ["fv", 1, 2], ["opt", 1, 2, "default c"]);
    check(() => s2.emit(1, 2, 3), VOID, ["fv", 1, 2, 3], ["opt", 1, 2, 3]);
    check(() => s2.emit(1), VOID, ["fv", 1], ["opt", 1, "default", "default c"]);
  },
};

/** Disconnects `h` when it is connected. */
function disconnecting(scene: Scene): () => void {
  return () => {
    if (scene.s.is_connected(scene.h)) {
      scene.s.disconnect(scene.h);
      scene.note("q disconnected h");
    } else {
      scene.note("q");
    }
  };
}
