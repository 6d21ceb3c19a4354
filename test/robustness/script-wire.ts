/** Signaling between a side of this process and the script in another: lines of JSON over its pipes. */
import { createInterface } from "node:readline";
import type { Script } from "../support/child-script.js";
import type { Side } from "../support/sides.js";

export interface ScriptWire {
  send(...message: unknown[]): void;
  /** How many descriptions and candidates of the script have come. */
  readonly counts: { readonly description: number; readonly candidate: number };
  /** Applies what the script sent, from now on and what was held back. */
  release(): void;
}

/** Offers to the peer in the script, and passes descriptions and candidates on; the script's ones only once released. */
export function holdScript({ pc }: Side, { process }: Script): ScriptWire {
  const { stdin, stdout } = process;
  if (stdin === null || stdout === null) throw new Error("The script has no pipes.");
  const send = (...message: unknown[]): void => void stdin.write(`${JSON.stringify(message)}\n`);
  // A script that was killed reads nothing any more.
  stdin.on("error", () => undefined);
  pc.session_description_created.connect(pc.set_local_description);
  pc.session_description_created.connect((type, sdp) => {
    send("description", type, sdp);
  });
  pc.ice_candidate_created.connect((media, index, name) => {
    send("candidate", media, index, name);
  });
  const counts = { description: 0, candidate: 0 };
  let held: (() => void)[] | undefined = [];
  createInterface({ input: stdout }).on("line", (line) => {
    if (!line.startsWith("[")) return;
    const [kind, first, second, third] = JSON.parse(line) as [keyof typeof counts, string, string & number, string];
    counts[kind] += 1;
    const apply = (): void => {
      if (kind === "description") pc.set_remote_description(first, second);
      else pc.add_ice_candidate(first, second, third);
    };
    if (held === undefined) apply();
    else held.push(apply);
  });
  pc.create_offer();
  const release = (): void => {
    const waiting = held ?? [];
    held = undefined;
    for (const apply of waiting) apply();
  };
  return { send, counts, release };
}

/** The same without holding anything back. */
export function connectScript(side: Side, script: Script): ScriptWire {
  const wire = holdScript(side, script);
  wire.release();
  return wire;
}
