import { expect } from "vitest";
import { GodotError } from "../../../generated/api/@GlobalScope.js";
import type { ArgumentInfo, ClassInfo } from "../../../generated/api/ClassInfo.js";
import { MultiplayerPeerInfo } from "../../../generated/api/MultiplayerPeer.js";
import { MultiplayerPeerExtensionInfo } from "../../../generated/api/MultiplayerPeerExtension.js";
import { PacketPeerInfo } from "../../../generated/api/PacketPeer.js";
import { WebRTCDataChannelInfo } from "../../../generated/api/WebRTCDataChannel.js";
import { WebRTCDataChannelExtensionInfo } from "../../../generated/api/WebRTCDataChannelExtension.js";
import { WebRTCPeerConnectionInfo } from "../../../generated/api/WebRTCPeerConnection.js";
import { WebRTCPeerConnectionExtensionInfo } from "../../../generated/api/WebRTCPeerConnectionExtension.js";
import { MultiplayerPeerExtension } from "../../../generated/glue/MultiplayerPeerExtension.js";
import { WebRTCDataChannelExtension } from "../../../generated/glue/WebRTCDataChannelExtension.js";
import { WebRTCPeerConnection as Facade } from "../../../generated/glue/WebRTCPeerConnection.js";
import { WebRTCPeerConnectionExtension } from "../../../generated/glue/WebRTCPeerConnectionExtension.js";
import { ClassDB, type ErrorReport } from "../../../runtime/core/index.js";
import { channelOf, listenTo, openPair } from "../../support/sides.js";
import type { Chapter } from "./contract.js";
import type { Stage } from "./stage.js";

class EmptyConnection extends WebRTCPeerConnectionExtension {}
class EmptyChannel extends WebRTCDataChannelExtension {}
class EmptyMultiplayerPeer extends MultiplayerPeerExtension {}

/** That a virtual is missing is told once per process: what one test has seen, a later one does not. */
const told = new Set<string>();

function takeTold(stage: Stage): readonly ErrorReport[] {
  const reports = stage.takeReports();
  for (const { class_name, method } of reports) told.add(`${class_name}.${method}`);
  return reports;
}

/** X01 to X03: the way by which users bring implementations of their own. */
export const extensionChapter: Chapter = ({ backend, stage, promise }) => {
  promise("X01 every method of WebRTCPeerConnection reaches its virtual, with its arguments and its result", () => {
    const pc = stage.create();
    expectVirtuals(pc, WebRTCPeerConnectionInfo, WebRTCPeerConnectionExtensionInfo);
  });

  promise("X01 every method of WebRTCDataChannel reaches its virtual, with its arguments and its result", () => {
    const channel = channelOf(stage.create(), "chat");
    expectVirtuals(channel, WebRTCDataChannelInfo, WebRTCDataChannelExtensionInfo);
    const set: unknown[] = [];
    Reflect.set(channel, "_get_write_mode", () => 42);
    Reflect.set(channel, "_set_write_mode", (mode: unknown) => void set.push(mode));
    expect(channel.write_mode).toBe(42);
    channel.write_mode = channel.WRITE_MODE_TEXT;
    expect(set).toEqual([channel.WRITE_MODE_TEXT]);
    Reflect.set(channel, "_put_packet", (bytes: unknown) => (set.push(bytes), GodotError.ERR_BUSY));
    expect(channel.put_packet(new Uint8Array([1]))).toBe(GodotError.ERR_BUSY);
    expect(set[1]).toEqual(new Uint8Array([1]));
    Reflect.set(channel, "_get_packet", () => new Uint8Array([2]));
    expect(channel.get_packet()).toEqual(new Uint8Array([2]));
  });

  promise("X01 every method of MultiplayerPeer but generate_unique_id() reaches its virtual", () => {
    const peer = new EmptyMultiplayerPeer();
    expectVirtuals(peer, MultiplayerPeerInfo, MultiplayerPeerExtensionInfo, ["generate_unique_id"]);
    expect(peer.generate_unique_id()).toBeGreaterThan(1);
    const sent: unknown[] = [];
    Reflect.set(peer, "_put_packet", (bytes: unknown) => (sent.push(bytes), GodotError.ERR_BUSY));
    expect([peer.put_packet(new Uint8Array([1])), peer.put_packet(new Uint8Array())]).toEqual([
      GodotError.ERR_BUSY,
      GodotError.OK,
    ]);
    expect(sent, "an empty packet reaches no virtual").toEqual([new Uint8Array([1])]);
    Reflect.set(peer, "_get_available_packet_count", () => 5);
    expect(peer.get_available_packet_count()).toBe(5);
    Reflect.set(peer, "_get_packet", () => new Uint8Array([2]));
    expect([peer.get_packet(), peer.get_packet_error()]).toEqual([new Uint8Array([2]), GodotError.OK]);
    for (const [name, { getter, setter }] of Object.entries(MultiplayerPeerInfo.properties)) {
      const set: unknown[] = [];
      const value = name === "refuse_new_connections" ? true : 2;
      Reflect.set(peer, `_${getter}`, () => value);
      Reflect.set(peer, `_${setter}`, (given: unknown) => void set.push(given));
      expect(Reflect.get(peer, name)).toBe(value);
      Reflect.set(peer, name, value);
      expect(set).toEqual([value]);
    }
  });

  promise("X01 an empty packet reaches no virtual, and no method asks for the greatest packet size", () => {
    const channel = channelOf(stage.create(), "chat");
    const reached: string[] = [];
    Reflect.set(channel, "_put_packet", () => reached.push("_put_packet"));
    Reflect.set(channel, "_get_max_packet_size", () => reached.push("_get_max_packet_size"));
    expect(channel.put_packet(new Uint8Array())).toBe(GodotError.OK);
    for (const name of Object.keys({ ...WebRTCDataChannelInfo.methods, ...PacketPeerInfo.methods })) {
      const infos: readonly ArgumentInfo[] = { ...WebRTCDataChannelInfo.methods, ...PacketPeerInfo.methods }[
        name as "poll"
      ].arguments;
      if (name !== "put_packet" && name !== "put_var")
        Reflect.apply(methodOf(channel, name), channel, infos.map(sample));
    }
    stage.takeReports();
    expect(reached).toEqual([]);
  });

  promise("X01 no method of MultiplayerPeer asks for the greatest packet size, or whether it is the server", () => {
    const peer = new EmptyMultiplayerPeer();
    const reached: string[] = [];
    for (const name of ["_get_max_packet_size", "_is_server"]) Reflect.set(peer, name, () => reached.push(name));
    const methods: ClassInfo["methods"] = { ...MultiplayerPeerInfo.methods, ...PacketPeerInfo.methods };
    for (const [name, { arguments: infos }] of Object.entries(methods)) {
      Reflect.apply(methodOf(peer, name), peer, name === "put_var" ? ["a value"] : infos.map(sample));
    }
    for (const name of Object.keys(MultiplayerPeerInfo.properties)) Reflect.get(peer, name);
    takeTold(stage);
    expect(reached).toEqual([]);
  });

  promise("X01 what _get_packet() returns instead of bytes is the packet error", () => {
    for (const peer of [channelOf(stage.create(), "chat"), new EmptyMultiplayerPeer()]) {
      Reflect.set(peer, "_get_packet", () => GodotError.ERR_BUSY);
      expect([peer.get_packet(), peer.get_packet_error()]).toEqual([new Uint8Array(), GodotError.ERR_BUSY]);
    }
  });

  promise("X01 making an object calls no virtual", () => {
    const called: string[] = [];
    class Watching extends WebRTCPeerConnectionExtension {
      override _initialize(): GodotError {
        called.push("_initialize");
        return GodotError.OK;
      }
    }
    const pc = new Watching();
    expect(called).toEqual([]);
    pc.initialize();
    expect(called).toEqual(["_initialize"]);
  });

  promise("X02 an extension without virtuals for packets sends and takes none", () => {
    for (const peer of [new EmptyChannel(), new EmptyMultiplayerPeer()]) {
      expect(peer.put_packet(new Uint8Array([1]))).toBe(GodotError.FAILED);
      expect([peer.get_packet(), peer.get_packet_error()]).toEqual([new Uint8Array(), GodotError.FAILED]);
    }
    takeTold(stage);
  });

  promise("X02 an extension that emits nothing itself is silent", () => {
    const side = listenTo("empty", new EmptyConnection());
    side.pc.create_offer();
    side.pc.set_remote_description("offer", "v=0");
    side.pc.poll();
    expect(side.signals).toEqual([]);
    const peer = new EmptyMultiplayerPeer();
    const heard: number[] = [];
    for (const signal of [peer.peer_connected, peer.peer_disconnected]) signal.connect((id) => void heard.push(id));
    peer.poll();
    peer.disconnect_peer(2);
    peer.close();
    expect(heard).toEqual([]);
    takeTold(stage);
  });

  promise("X02 a required virtual that is missing is reported by name, and gives its type's default", () => {
    for (const [object, info] of [
      [new EmptyConnection(), WebRTCPeerConnectionExtensionInfo],
      [new EmptyChannel(), WebRTCDataChannelExtensionInfo],
      [new EmptyMultiplayerPeer(), MultiplayerPeerExtensionInfo],
    ] as const) {
      for (const [name, method] of Object.entries<ClassInfo["methods"][string]>(info.methods)) {
        if (!method.qualifiers.includes("required")) continue;
        const result: unknown = Reflect.apply(methodOf(object, name), object, method.arguments.map(sample));
        expect(result, name).toEqual(zeroOf(method.returns.type));
        const isNew = !told.has(`${info.name}.${name}`);
        const reports = takeTold(stage);
        expect(reports.map(({ kind, method: reported }) => [kind, reported])).toEqual(isNew ? [["error", name]] : []);
        for (const { message } of reports) expect(message).toContain(`${info.name}.${name}`);
      }
    }
  });

  promise("X02 the public methods of an empty extension give the defaults as well", () => {
    const pc = new EmptyConnection();
    expect([pc.initialize(), pc.create_offer(), pc.poll(), pc.add_ice_candidate("0", 0, "x")]).toEqual([0, 0, 0, 0]);
    expect(pc.create_data_channel("chat")).toBeNull();
    expect(pc.get_connection_state()).toBe(pc.STATE_NEW);
    const peer = new EmptyMultiplayerPeer();
    expect([peer.is_server_relay_supported(), peer.refuse_new_connections]).toEqual([false, false]);
    takeTold(stage);
  });

  promise("X03 a subclass of the user's, registered and chosen, is what new WebRTCPeerConnection() makes", async () => {
    const Base = backend.createBare().constructor as new () => WebRTCPeerConnectionExtension;
    const polled: unknown[] = [];
    class Mine extends Base {
      override _poll(): GodotError {
        polled.push(this);
        return super._poll();
      }
    }
    const name = `Mine over ${backend.name}`;
    expect(ClassDB.register_class(Mine, name)).toBe(GodotError.OK);
    Facade.set_default_extension(name);
    const pc = stage.keep(new Facade());
    Facade.set_default_extension(backend.className);
    expect(pc).toBeInstanceOf(Mine);
    expect(pc.get_class()).toBe(name);
    pc.initialize(backend.configuration);
    await openPair(listenTo("mine", pc), stage.side("B"), { negotiated: true, id: 1 });
    expect(polled).toContain(pc);
  });
};

/** Replaces each virtual of the object by one that only notes its call, and calls the public methods. */
function expectVirtuals(object: object, info: ClassInfo, extension: ClassInfo, but: readonly string[] = []): void {
  const names = Object.keys(info.methods).filter(
    (name) => !info.methods[name]?.qualifiers.includes("static") && !but.includes(name),
  );
  expect(names.filter((name) => !Object.hasOwn(extension.methods, `_${name}`))).toEqual([]);
  for (const name of names) {
    const calls: unknown[][] = [];
    const result = { of: name };
    const own = Object.getOwnPropertyDescriptor(object, `_${name}`);
    Reflect.set(object, `_${name}`, (...args: unknown[]) => {
      calls.push(args);
      return result;
    });
    const args = (info.methods[name]?.arguments ?? []).map(sample);
    const returned: unknown = Reflect.apply(methodOf(object, name), object, args);
    expect(calls, name).toEqual([args]);
    expect(returned, name).toBe(info.methods[name]?.returns.type === "void" ? undefined : result);
    if (own === undefined) Reflect.deleteProperty(object, `_${name}`);
    else Object.defineProperty(object, `_${name}`, own);
  }
}

function methodOf(object: object, name: string): (...args: unknown[]) => unknown {
  const method: unknown = Reflect.get(object, name);
  if (typeof method !== "function") throw new Error(`There is no method ${name}.`);
  return method as (...args: unknown[]) => unknown;
}

/** Some value of the type of an argument. */
function sample({ type }: ArgumentInfo): unknown {
  const samples: Readonly<Record<string, unknown>> = {
    String: "text",
    int: 1,
    bool: true,
    Dictionary: { key: 1 },
    PackedByteArray: new Uint8Array([1]),
  };
  if (!Object.hasOwn(samples, type)) return undefined;
  return samples[type];
}

/** The value that Godot returns of a type when there is nothing else to return. */
function zeroOf(type: string): unknown {
  const zeros: Readonly<Record<string, unknown>> = { int: 0, bool: false, String: "", void: undefined };
  return Object.hasOwn(zeros, type) ? zeros[type] : null;
}
