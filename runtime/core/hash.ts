import type { CallableState } from "./callable-state.js";

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** A text for anything, the same one each time: a count for objects. */
function identityOf(value: unknown): string {
  if (Object(value) !== value) return String(value);
  const object = value as object;
  const identity = identities.get(object) ?? (lastIdentity += 1);
  identities.set(object, identity);
  return `#${identity}`;
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** The hash of a callable: equal for equal targets and layers. */
export function hashOf({ receiver, method, direct, named, layers }: CallableState): number {
  return hashText(named ? `${identityOf(receiver)}::${method}${layers}` : `${identityOf(direct)}${layers}`);
}
