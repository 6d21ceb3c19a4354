import { Callable, GodotObject, Signal } from "../../../runtime/core/index.js";
import { callable, type Cases, listed, VOID } from "./stage.js";

const { CONNECT_DEFERRED, CONNECT_ONE_SHOT, CONNECT_PERSIST, CONNECT_REFERENCE_COUNTED } = GodotObject.ConnectFlags;

/** Connecting, disconnecting and asking for connections. */
export const connecting: Cases = {
  connect_twice_same_method({ scene: { s, h }, check }) {
    check(() => s.connect(h), 0);
    check(() => s.connect(h), 31, "error");
    check(() => s.get_connections().length, 1);
    check(() => s.emit(), VOID, ["h()"]);
  },

  connect_twice_via_object_connect({ scene, check }) {
    check(() => scene.connect("s", scene.h), 0);
    check(() => scene.connect("s", new Callable(scene, "h")), 31, "error");
    check(() => scene.s.emit(), VOID, ["h()"]);
  },

  connect_twice_same_lambda({ scene, check }) {
    const f = () => scene.note("lambda");
    check(() => scene.s.connect(f), 0);
    check(() => scene.s.connect(f), 31, "error");
    check(() => scene.s.emit(), VOID, ["lambda"]);
  },

  connect_two_lambdas_same_text({ scene, check }) {
    check(() => scene.s.connect(() => scene.note("lambda")), 0);
    check(() => scene.s.connect(() => scene.note("lambda")), 0);
    check(() => scene.s.emit(), VOID, ["lambda"], ["lambda"]);
  },

  connect_same_method_different_binds({ scene: { s, h1 }, check }) {
    check(() => s.connect(callable(h1).bind(1)), 0);
    check(() => s.connect(callable(h1).bind(2)), 31, "error");
    check(() => s.get_connections().length, 1);
    check(() => s.emit(), VOID, ["h1", 1]);
  },

  connect_method_and_bound_method({ scene: { s1, h1, h2 }, check }) {
    check(() => s1.connect(h1), 0);
    check(() => s1.connect(callable(h1).unbind(1).bind(7)), 31, "error");
    check(() => s1.connect(callable(h2).bind(7)), 0);
    check(() => s1.emit(1), VOID, ["h1", 1], ["h2", 1, 7]);
  },

  connect_bound_then_plain({ scene: { s, h, h1 }, check }) {
    check(() => s.connect(callable(h).bind()), 0);
    check(() => s.connect(h), 31, "error");
    check(() => s.is_connected(h), true);
    check(() => s.is_connected(callable(h).bind()), true);
    check(() => s.is_connected(callable(h1).bind(1)), false);
    check(() => s.emit(), VOID, ["h()"]);
  },

  is_connected_bound_vs_plain({ scene: { s, h1 }, check }) {
    check(() => s.connect(callable(h1).bind(1)), 0);
    check(() => s.is_connected(h1), true);
    check(() => s.is_connected(callable(h1).bind(1)), true);
    check(() => s.is_connected(callable(h1).bind(2)), true);
    check(() => s.is_connected(callable(h1).unbind(1)), true);
    check(() => s.disconnect(h1), VOID);
    check(() => s.is_connected(h1), false);
    check(() => s.emit(), VOID);
  },

  disconnect_with_other_bind({ scene: { s, h1 }, check }) {
    check(() => s.connect(callable(h1).bind(1)), 0);
    check(() => s.disconnect(callable(h1).bind(99)), VOID);
    check(() => s.get_connections().length, 0);
    check(() => s.emit(), VOID);
  },

  connect_reference_counted({ scene: { s, h }, check }) {
    check(() => s.connect(h, CONNECT_REFERENCE_COUNTED), 0);
    check(() => s.connect(h, CONNECT_REFERENCE_COUNTED), 0);
    check(() => s.get_connections().length, 1);
    check(() => s.emit(), VOID, ["h()"]);
    check(() => s.disconnect(h), VOID);
    check(() => s.is_connected(h), true);
    check(() => s.emit(), VOID, ["h()"]);
    check(() => s.disconnect(h), VOID);
    check(() => s.is_connected(h), false);
    check(() => s.disconnect(h), VOID, "error");
  },

  connect_plain_then_reference_counted({ scene: { s, h }, check }) {
    check(() => s.connect(h), 0);
    check(() => s.connect(h, CONNECT_REFERENCE_COUNTED), 0);
    check(() => s.disconnect(h), VOID);
    check(() => s.is_connected(h), false);
    check(() => s.disconnect(h), VOID, "error");
  },

  connect_reference_counted_then_plain({ scene: { s, h }, check }) {
    check(() => s.connect(h, CONNECT_REFERENCE_COUNTED), 0);
    check(() => s.connect(h), 31, "error");
    check(() => s.disconnect(h), VOID);
    check(() => s.is_connected(h), false);
  },

  connect_unknown_signal({ scene, check }) {
    check(() => scene.connect("nope", scene.h), 31, "error");
    check(() => scene.is_connected("nope", scene.h), false, "error");
    check(() => scene.disconnect("nope", scene.h), VOID, "error");
    check(() => scene.has_signal("nope"), false);
  },

  connect_null_callable({ scene: { s }, check }) {
    check(() => s.connect(new Callable()), 31, "error");
    check(() => s.connect(new Callable(null, "x")), 31, "error");
  },

  connect_missing_method({ scene, check }) {
    check(() => scene.s.connect(new Callable(scene, "no_such_method")), 0);
    check(() => scene.s.get_connections().length, 1);
    check(() => scene.s.emit(), VOID);
  },

  connect_to_null_signal({ scene: { h }, check }) {
    const sig = new Signal();
    check(() => sig.connect(h), 3, "error");
    check(() => sig.is_null(), true);
    check(() => sig.get_connections(), []);
    check(() => sig.emit(), VOID);
    check(() => sig.disconnect(h), VOID, "error");
  },

  disconnect_not_connected({ scene, check }) {
    check(() => scene.s.disconnect(scene.h), VOID, "error");
    check(() => scene.disconnect("s", scene.h), VOID, "error");
    check(() => scene.s.disconnect(new Callable()), VOID, "error");
    check(() => scene.s.is_connected(scene.h), false);
  },

  disconnect_twice({ scene: { s, h }, check }) {
    check(() => s.connect(h), 0);
    check(() => s.disconnect(h), VOID);
    check(() => s.disconnect(h), VOID, "error");
  },

  connection_flags_listed({ scene, check }) {
    const { s, s1, s2, h, h1, h2 } = scene;
    check(() => s.connect(h, CONNECT_DEFERRED | CONNECT_PERSIST | CONNECT_ONE_SHOT), 0);
    check(() => s1.connect(h1, CONNECT_REFERENCE_COUNTED), 0);
    check(() => s2.connect(h2), 0);
    check(() => listed(s.get_connections()), [["s", "h", 7]]);
    check(() => listed(scene.get_signal_connection_list("s1")), [["s1", "h1", 8]]);
    check(() => s2.get_connections()[0]?.flags, 0);
    check(
      () => [
        scene.CONNECT_DEFERRED,
        scene.CONNECT_PERSIST,
        scene.CONNECT_ONE_SHOT,
        scene.CONNECT_REFERENCE_COUNTED,
        scene.CONNECT_APPEND_SOURCE_OBJECT,
      ],
      [1, 2, 4, 8, 16],
    );
    check(() => s.has_connections(), true);
    check(() => scene.get_signal_connection_list("nope"), []);
  },

  async unknown_flag_bits({ scene: { s, s1, h, h1 }, check, nextFrame, scene }) {
    check(() => s.connect(h, 1 << 20), 0);
    check(() => s.get_connections()[0]?.flags, 1048576);
    check(() => s.emit(), VOID, ["h()"]);
    check(() => s1.connect(h1, -1), 0);
    check(() => s1.emit(3), VOID);
    // The engine reports that h1 gets the emitter as a second argument; JavaScript drops it.
    await nextFrame(["h1", 3]);
    check(() => scene.s1.has_connections(), false);
  },

  user_signal({ scene: { h1 }, check }) {
    const o = new GodotObject();
    check(() => o.add_user_signal("u", [{ name: "a", type: 2 }]), VOID);
    check(() => o.has_user_signal("u"), true);
    check(() => o.has_signal("u"), true);
    check(() => o.connect("u", h1), 0);
    check(() => o.emit_signal("u", 5), 0, ["h1", 5]);
    check(() => o.add_user_signal("u"), VOID, "error");
    check(() => o.remove_user_signal("u"), VOID);
    check(() => o.has_signal("u"), false);
    check(() => o.emit_signal("u", 5), 2);
    check(() => o.remove_user_signal("u"), VOID, "error");
    check(() => o.add_user_signal(""), VOID, "error");
  },

  connect_string_method_wrong_types({ scene, check }) {
    check(() => scene.callv("connect", ["s"]), null, "error");
    check(() => scene.callv("connect", [5, callable(scene.h)]), null, "error");
    check(() => scene.callv("connect", ["s", "h"]), null, "error");
    check(() => scene.callv("connect", ["s", callable(scene.h), 0]), 0);
  },

  signal_object_info({ scene, check }) {
    check(() => scene.s.get_name(), "s");
    check(() => scene.s.get_object() === scene, true);
    check(() => scene.s.get_object_id() === scene.get_instance_id(), true);
    check(() => String(scene.s).startsWith("Node("), false);
    check(() => new Signal(scene, "nope").is_null(), false);
    check(() => new Signal(scene, "nope").get_connections(), []);
    check(() => new Signal(scene, "nope").connect(scene.h), 31, "error");
  },

  incoming_connections({ scene, check }) {
    scene.s.connect(scene.h);
    check(
      () => listed(scene.get_incoming_connections().filter(({ callable }) => callable.get_method() === "h")),
      [["s", "h", 0]],
    );
  },
};
