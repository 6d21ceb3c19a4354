import type { ExtraOverride } from "./shapes.js";

const AWAIT = "GDScript has the keyword await for this; the XML describes no keywords.";

/** Members and declarations that no XML describes, because GDScript says them in its syntax. */
export const EXTRAS: readonly ExtraOverride[] = [
  {
    class: "Callable",
    where: "constructor",
    name: "from",
    doc: "Makes a [Callable] of a function. The same function gives equal callables.",
    code: "from(function_: (...args: never[]) => unknown): #{class Callable};",
    reason: "In GDScript a function is a Callable already; here a function becomes one.",
  },
  {
    class: "Signal",
    where: "instance",
    name: "wait",
    doc: "Waits for the next emission, as [code]await signal[/code] does in GDScript. Gives [code]null[/code] for a signal without parameters, the value for one with one parameter, and all values for one with more.",
    code: "wait(options?: WaitOptions): Promise<AwaitedSignal<Args>>;",
    reason: AWAIT,
  },
  {
    class: "Signal",
    where: "module",
    name: "AwaitedSignal",
    doc: "What waiting for a signal gives: [code]null[/code], the one value, or all of them.",
    code: "export type AwaitedSignal<Args extends readonly unknown[]> = readonly unknown[] extends Args\n  ? unknown\n  : Args extends readonly []\n    ? null\n    : Args extends readonly [infer Value]\n      ? Value\n      : [...Args];",
    reason: AWAIT,
  },
  {
    class: "Signal",
    where: "module",
    name: "WaitOptions",
    doc: "How long to wait for a signal.",
    code: "export interface WaitOptions {\n  /** Milliseconds until the promise is rejected. Without it, there is no deadline. */\n  timeout?: number | undefined;\n  /** Rejects the promise with its reason when it is aborted. An `AbortSignal` fits. */\n  signal?: AbortSignalLike | undefined;\n}",
    reason: AWAIT,
  },
  {
    class: "Signal",
    where: "module",
    name: "AbortSignalLike",
    doc: "The part of an [code]AbortSignal[/code] that waiting needs, so that the types need neither the DOM's nor Node's.",
    code: 'export interface AbortSignalLike {\n  readonly aborted: boolean;\n  readonly reason?: unknown;\n  addEventListener(type: "abort", listener: () => void): void;\n  removeEventListener(type: "abort", listener: () => void): void;\n}',
    reason: AWAIT,
  },
  {
    class: "Signal",
    where: "module",
    name: "Connection",
    doc: "One connection of a signal to a callable.",
    code: "export interface Connection {\n  signal: #{class Signal};\n  callable: #{class Callable};\n  /** Values of the enum ConnectFlags of Object, combined. */\n  flags: number;\n}",
    reason: "The XML calls it a Dictionary and names its keys in the description.",
  },
  {
    class: "WebRTCMultiplayerPeer",
    where: "module",
    name: "PeerEntry",
    doc: "What a multiplayer peer knows of one remote peer, as it is at the time of the call.",
    code: "export interface PeerEntry {\n  connection: #{class WebRTCPeerConnection};\n  /** Those for reliable, ordered and unreliable transfer, then one for each mode of `channels_config`. */\n  channels: #{class WebRTCDataChannel}[];\n  /** Whether all channels were open at once: packets can be sent, and come. */\n  connected: boolean;\n}",
    reason: "The XML calls it a Dictionary and names its keys in the description.",
  },
];
