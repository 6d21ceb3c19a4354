/** What was recorded from the engine: descriptions of values, and their bytes. See fixtures/. */
import { readFileSync } from "node:fs";

export interface Described {
  readonly t: string;
  readonly v: unknown;
  readonly typed?: DescribedType;
  readonly typed_key?: DescribedType;
  readonly typed_value?: DescribedType;
}

export interface DescribedType {
  readonly builtin: string;
  readonly class: string;
  readonly script: string | null;
}

export interface VectorCase {
  readonly name: string;
  /** Empty: the engine refused. */
  readonly bytes: string;
  readonly bytesWithObjects?: string;
  readonly value: Described;
  /** What comes back, where it is not the value. */
  readonly decoded?: Described;
  readonly decodedWithObjects?: Described;
  readonly reencodeSame?: false;
  readonly unstable?: string;
  readonly refused?: string;
  readonly refusedWithObjects?: string;
}

export interface Outcome {
  /** The code that the engine gave. */
  readonly refused?: string | null;
  readonly value?: Described;
  /** What encoding the result gives, where it is not the same bytes. */
  readonly reencoded?: string;
  readonly reports?: true;
}

export interface MalformedCase extends Outcome {
  readonly name: string;
  readonly bytes: string;
  readonly withObjects?: Outcome;
}

function load(name: string): readonly unknown[] {
  const text = readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
  return (JSON.parse(text) as { cases: readonly unknown[] }).cases;
}

export const VECTOR_CASES = load("vectors.json") as readonly VectorCase[];
export const MALFORMED_CASES = load("malformed.json") as readonly MalformedCase[];

/** The bytes of a fixture: hex, in which `(hex)*n` is n times the same. */
export function unhex(text: string): Uint8Array {
  const plain = text.replaceAll(/\((\w+)\)\*(\d+) ?/g, (_, hex: string, times: string) => hex.repeat(Number(times)));
  return new Uint8Array(Buffer.from(plain, "hex"));
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

/** How many containers a text like "(1024 arrays inside one another)" means. */
export function nesting(text: string): number {
  return Number(/\d+/.exec(text)?.[0]);
}
