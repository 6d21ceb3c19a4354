import { GodotObject } from "../../../runtime/core/index.js";
import { type Cases, VOID } from "./stage.js";

const { CONNECT_ONE_SHOT } = GodotObject.ConnectFlags;

/** CONNECT_ONE_SHOT without other flags. */
export const oneShot: Cases = {
  one_shot({ scene: { s, h }, check }) {
    check(() => s.connect(h, CONNECT_ONE_SHOT), 0);
    check(() => s.is_connected(h), true);
    check(() => s.emit(), VOID, ["h()"]);
    check(() => s.is_connected(h), false);
    check(() => s.emit(), VOID);
  },

  one_shot_is_connected_inside({ scene, scene: { s }, check }) {
    const q = () => scene.note("inside, is_connected", s.is_connected(q));
    check(() => s.connect(q, CONNECT_ONE_SHOT), 0);
    check(() => s.emit(), VOID, ["inside, is_connected", false]);
    check(() => s.emit(), VOID);
  },

  one_shot_reconnect_inside({ scene, scene: { s }, check }) {
    const q = () => scene.note("q; connect returned", s.connect(q, CONNECT_ONE_SHOT));
    check(() => s.connect(q, CONNECT_ONE_SHOT), 0);
    check(() => s.emit(), VOID, ["q; connect returned", 0]);
    check(() => s.is_connected(q), true);
    check(() => s.emit(), VOID, ["q; connect returned", 0]);
    check(() => s.is_connected(q), true);
  },

  one_shot_emit_inside({ scene, scene: { s }, check }) {
    const q = () => {
      scene.n += 1;
      scene.note("q enter", scene.n);
      if (scene.n < 5) s.emit();
      scene.note("q leave", scene.n);
    };
    check(() => s.connect(q, CONNECT_ONE_SHOT), 0);
    check(() => s.emit(), VOID, ["q enter", 1], ["q leave", 1]);
    check(() => scene.n, 1);
  },

  one_shot_disconnected_inside({ scene, scene: { s }, check }) {
    const q = () => {
      scene.note("before");
      s.disconnect(q);
      scene.note("after");
    };
    check(() => s.connect(q, CONNECT_ONE_SHOT), 0);
    check(() => s.emit(), VOID, ["before"], "error", ["after"]);
  },

  one_shot_then_plain_connect({ scene: { s, h }, check }) {
    check(() => s.connect(h, CONNECT_ONE_SHOT), 0);
    check(() => s.connect(h), 31, "error");
    check(() => s.emit(), VOID, ["h()"]);
    check(() => s.is_connected(h), false);
  },

  one_shot_and_plain_order({ scene, scene: { s1, h1 }, check }) {
    check(() => s1.connect(h1), 0);
    check(() => s1.connect((a) => scene.note("one shot", a), CONNECT_ONE_SHOT), 0);
    check(() => s1.connect((a) => scene.note("last", a)), 0);
    check(() => s1.emit(1), VOID, ["h1", 1], ["one shot", 1], ["last", 1]);
    check(() => s1.emit(2), VOID, ["h1", 2], ["last", 2]);
  },
};
