import type { GenerateOptions } from "../main.js";
import { CodegenError } from "../problems.js";
import type { Naming } from "../resolve/name-members.js";

/** The options that say what is generated: those of every command that generates. */
export const GENERATE_ARGUMENTS = {
  runtime: { type: "string" },
  classes: { type: "string", multiple: true },
  naming: { type: "string" },
  locale: { type: "string" },
} as const;

interface Values {
  readonly runtime?: string | undefined;
  readonly classes?: readonly string[] | undefined;
  readonly naming?: string | undefined;
  readonly locale?: string | undefined;
}

export function generateOptions(values: Values): Pick<GenerateOptions, "runtime" | "classes" | "naming" | "locale"> {
  return {
    runtime: values.runtime,
    classes: values.classes === undefined ? undefined : classNames(values.classes),
    naming: namingOf(values.naming),
    locale: values.locale,
  };
}

function classNames(lists: readonly string[]): readonly string[] {
  const names = lists.flatMap((list) => list.split(",")).map((name) => name.trim());
  const named = names.filter((name) => name !== "");
  if (named.length > 0) return named;
  const message =
    "no class is named. Name some, as in --classes WebRTCPeerConnection,PacketPeer, or leave the option out";
  throw new CodegenError([{ file: "--classes", message }]);
}

function namingOf(naming: string | undefined): Naming {
  if (naming === undefined || naming === "godot" || naming === "camel") return naming ?? "godot";
  throw new CodegenError([{ file: "--naming", message: `found "${naming}"; allowed: godot, camel` }]);
}
