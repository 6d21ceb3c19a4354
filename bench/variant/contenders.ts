import { deepStrictEqual } from "node:assert/strict";
import type * as Core from "../../runtime/core/index.js";
import { godot3Bytes } from "./godot3-bytes.js";
import { type PlainVector, statePacket } from "./state-packet.js";

/** What is used of gd-com, which has no types. It throws for what it does not know. */
export interface GdCom {
  putVar(value: unknown): Buffer;
  getVar(bytes: Buffer): { readonly value: unknown };
}

/** One way to do what the others do, too. */
export interface Contender {
  readonly name: string;
  /** How long what it writes or reads is: bytes, or characters of JSON. */
  readonly size: number;
  readonly run: () => unknown;
}

export interface Target {
  /** How many times as long as godot-webrtc a rival has to take, at least. */
  readonly ratio: number;
  readonly wording: string;
}

export interface Rival extends Contender {
  readonly target: Target;
}

export interface Contest {
  readonly name: string;
  readonly ours: Contender;
  readonly rivals: readonly Rival[];
}

const GD_COM: Target = { ratio: 3, wording: "at least 3 × faster" };
const JSON_TEXT: Target = { ratio: 1 / 2, wording: "at most 2 × its time" };

/** The contests, and not before all contenders are seen to write and read the same state. */
export function contests(core: typeof Core, gdCom: GdCom): readonly Contest[] {
  const { bytes_to_var, var_to_bytes, Vector3 } = core;
  const state = statePacket((x, y, z) => new Vector3(x, y, z));
  const plain = statePacket((x, y, z): PlainVector => ({ x, y, z }));
  const listed = statePacket((x, y, z) => [x, y, z]);

  const bytes = var_to_bytes(state);
  const bytesOfPlain = var_to_bytes(plain);
  const json = JSON.stringify(plain);
  const godot3 = godot3Bytes(state, (value) => value instanceof Vector3);
  const godot3OfPlain = gdCom.putVar(plain);
  const godot3OfListed = gdCom.putVar(listed);

  const read = (given: Uint8Array) => (): unknown => bytes_to_var(given);
  const readGdCom = (given: Buffer) => (): unknown => gdCom.getVar(given).value;
  const parse = (): unknown => JSON.parse(json);

  const decoders = [read(bytes), read(bytesOfPlain), parse, ...[godot3, godot3OfPlain, godot3OfListed].map(readGdCom)];
  for (const decode of decoders) deepStrictEqual(asPlain(decode()), plain);
  const velocity = (read(bytes)() as Map<string, Map<string, unknown>>).get("player_7")?.get("velocity");
  deepStrictEqual(velocity, state["player_7"]?.velocity);

  return [
    {
      name: "encode",
      ours: { name: "godot-webrtc var_to_bytes", size: bytes.length, run: () => var_to_bytes(state) },
      rivals: [
        { name: "JSON.stringify", size: json.length, run: () => JSON.stringify(plain), target: JSON_TEXT },
        {
          name: "gd-com putVar, vectors as [x, y, z]",
          size: godot3OfListed.length,
          run: () => gdCom.putVar(listed),
          target: GD_COM,
        },
        {
          name: "gd-com putVar, vectors as { x, y, z }",
          size: godot3OfPlain.length,
          run: () => gdCom.putVar(plain),
          target: GD_COM,
        },
      ],
    },
    {
      name: "decode",
      ours: { name: "godot-webrtc bytes_to_var", size: bytes.length, run: read(bytes) },
      rivals: [
        { name: "JSON.parse", size: json.length, run: parse, target: JSON_TEXT },
        { name: "gd-com getVar", size: godot3.length, run: readGdCom(godot3), target: GD_COM },
      ],
    },
    {
      name: "encode, without Vector3s: vectors as { x, y, z } for all",
      ours: { name: "godot-webrtc var_to_bytes", size: bytesOfPlain.length, run: () => var_to_bytes(plain) },
      rivals: [
        { name: "JSON.stringify", size: json.length, run: () => JSON.stringify(plain), target: JSON_TEXT },
        { name: "gd-com putVar", size: godot3OfPlain.length, run: () => gdCom.putVar(plain), target: GD_COM },
      ],
    },
    {
      name: "decode, without Vector3s: vectors as { x, y, z } for all",
      ours: { name: "godot-webrtc bytes_to_var", size: bytesOfPlain.length, run: read(bytesOfPlain) },
      rivals: [
        { name: "JSON.parse", size: json.length, run: parse, target: JSON_TEXT },
        { name: "gd-com getVar", size: godot3OfPlain.length, run: readGdCom(godot3OfPlain), target: GD_COM },
      ],
    },
  ];
}

/** Whatever a contender decodes to, as JSON has it: no Maps, no classes, vectors as `{ x, y, z }`. */
function asPlain(value: unknown): unknown {
  if (Array.isArray(value)) {
    const [x, y, z] = value as unknown[];
    return { x, y, z };
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = value instanceof Map ? [...(value as Map<string, unknown>)] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]: [string, unknown]) => [key, asPlain(item)]));
}
