import { Callable, Signal } from "../../../runtime/core/index.js";
import { callable, type Cases, VOID } from "./stage.js";

const RANGE = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];

/** bind, unbind, equality, and calls that cannot be made. */
export const callables: Cases = {
  bind_order({ scene, check }) {
    const ret = callable(scene.ret);
    check(() => ret.bind(1).call(9), [9, 1]);
    check(() => ret.bind(1, 2).call(9), [9, 1, 2]);
    check(() => ret.bind(1).bind(2).call(9), [9, 2, 1]);
    check(() => ret.bind(1).bind(2).bind(3).call(), [3, 2, 1]);
    check(() => ret.bindv([1, 2]).call(9, 8), [9, 8, 1, 2]);
    check(() => ret.bind(1).get_bound_arguments(), [1]);
    check(() => ret.bind(1).bind(2).get_bound_arguments(), [2, 1]);
    check(() => ret.bind(1).bind(2).get_bound_arguments_count(), 2);
    check(() => ret.get_bound_arguments_count(), 0);
    check(() => ret.get_unbound_arguments_count(), 0);
  },

  unbind_order({ scene, check }) {
    const ret = callable(scene.ret);
    check(() => ret.unbind(1).call(1, 2, 3), [1, 2]);
    check(() => ret.unbind(2).call(1, 2, 3), [1]);
    check(() => ret.unbind(1).unbind(1).call(1, 2, 3), [1]);
    check(() => ret.unbind(1).bind("b").call(1, 2, 3), [1, 2, 3]);
    check(() => ret.bind("b").unbind(1).call(1, 2, 3), [1, 2, "b"]);
    check(() => ret.bind("b").unbind(1).bind("c").call(1, 2, 3), [1, 2, 3, "b"]);
    check(() => ret.unbind(1).bind("b", "c").call(1, 2, 3), [1, 2, 3, "b"]);
    check(() => ret.unbind(2).bind("b").call(1, 2, 3), [1, 2]);
    check(() => ret.unbind(3).call(1, 2), null, "script_error");
    check(() => ret.unbind(0).call(1), [1], "error");
    check(() => ret.unbind(-1).call(1), [1], "error");
    check(() => ret.unbind(1).get_unbound_arguments_count(), 1);
    check(() => ret.unbind(1).bind(5).get_unbound_arguments_count(), 0);
    check(() => ret.bind(5).unbind(1).get_bound_arguments(), [5]);
    check(() => ret.unbind(1).bind(5).get_bound_arguments(), []);
    check(() => ret.bind(5).unbind(1).get_bound_arguments_count(), 1);
  },

  bind_in_signal({ scene: { s2, h, h1, h2, h3, h4 }, check }) {
    s2.connect(callable(h3).bind("x"));
    s2.connect(callable(h4).bind("x", "y"));
    s2.connect(callable(h1).unbind(1));
    s2.connect(callable(h).unbind(2));
    s2.connect(callable(h2).unbind(1).bind("z"));
    check(() => s2.emit(1, 2), VOID, ["h3", 1, 2, "x"], ["h4", 1, 2, "x", "y"], ["h1", 1], ["h()"], ["h2", 1, 2]);
  },

  callable_equality({ scene, check }) {
    const h = callable(scene.h);
    const named = new Callable(scene, "h");
    const f = callable(() => undefined);
    check(() => h["operator =="](named), true);
    check(() => h.bind(1)["operator =="](h.bind(1)), true);
    check(() => h.bind(1)["operator =="](h.bind(2)), true);
    check(() => h["operator =="](h.bind()), false);
    check(() => h.unbind(1)["operator =="](h.unbind(1)), true);
    check(() => h.unbind(1)["operator =="](h.unbind(2)), false);
    check(() => f["operator =="](f), true);
    check(() => callable(() => undefined)["operator =="](callable(() => undefined)), false);
    check(() => h.hash() === named.hash(), true);
    check(() => scene.s["operator =="](new Signal(scene, "s")), true);
    check(() => new Callable()["operator =="](new Callable()), true);
    check(() => new Map([[scene.h, 1]]).has(scene.h), true);
  },

  callable_call_errors({ scene, check }) {
    const [h1, h2] = [callable(scene.h1), callable(scene.h2)];
    check(() => h1.call(), null, ["h1", undefined]);
    check(() => h1.call(1, 2), null, ["h1", 1]);
    check(() => h1.callv([5]), null, ["h1", 5]);
    check(() => new Callable().call(), null, "script_error");
    check(() => new Callable(scene, "nope").call(), null, "script_error");
    check(() => new Callable(scene, "nope").is_valid(), false);
    check(() => new Callable(scene, "h").is_standard(), true);
    check(() => callable(() => undefined).is_standard(), false);
    check(() => callable(() => undefined).is_custom(), true);
    check(() => callable((a: unknown) => a).get_argument_count(), 1);
    check(() => h2.get_argument_count(), 2);
    check(() => h2.bind(1).get_argument_count(), 1);
    check(() => h2.unbind(1).get_argument_count(), 3);
    check(() => callable(() => undefined).get_method(), "<anonymous lambda>");
    check(() => callable(() => undefined).get_object() === scene, false);
  },

  signal_passed_as_callable({ scene: { s, s1, s2, h2 }, check }) {
    s1.connect(callable(s2.emit).bind("bound"));
    s2.connect(h2);
    check(() => s1.emit(1), VOID, ["h2", 1, "bound"]);
    check(() => s.connect(s.emit), 0);
  },

  max_binds({ scene, scene: { s }, check }) {
    const ret = callable(scene.ret);
    check(() => ret.bind(1, 2, 3, 4, 5, 6, 7, 8).call(0), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    check(() => ret.bindv(RANGE).call(), RANGE);
    s.connect(ret.bindv(RANGE));
    check(() => s.emit(), VOID);
  },
};
