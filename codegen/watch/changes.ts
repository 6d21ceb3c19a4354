import type { Api } from "../model/api.js";

/**
 * The classes whose modules may look different now: those that differ in anything, and those whose modules were printed
 * after a look at one that differs in more than its texts. Undefined: all of them.
 */
export function needsEmitting(
  before: Api | undefined,
  now: Api,
  lookedAt: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> | undefined {
  // A name that comes or goes may be meant anywhere.
  if (before === undefined || !haveSameNames(before, now)) return undefined;
  const wanted = new Set<string>();
  const faced = new Set<string>();
  for (const apiClass of now.classes) {
    const old = before.byName.get(apiClass.godotName);
    if (old === undefined || isEqual(old, apiClass, false)) continue;
    wanted.add(apiClass.godotName);
    if (!isEqual(old, apiClass, true)) faced.add(apiClass.godotName);
  }
  if (faced.size === 0) return wanted;
  for (const [name, asked] of lookedAt) {
    if ([...faced].some((changed) => asked.has(changed))) wanted.add(name);
  }
  return wanted;
}

function haveSameNames(before: Api, now: Api): boolean {
  return (
    before.classes.length === now.classes.length &&
    now.classes.every((apiClass, index) => apiClass.godotName === before.classes[index]?.godotName)
  );
}

/** What concerns nobody but the class itself. */
const TEXTS: ReadonlySet<string> = new Set(["doc", "place"]);

/** Most of what is compared is the very same object: only classes that were read again are looked through. */
function isEqual(one: unknown, other: unknown, withoutTexts: boolean): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (one instanceof Set && other instanceof Set) {
    return one.size === other.size && [...one].every((item) => other.has(item));
  }
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => {
    if (withoutTexts && TEXTS.has(key)) return true;
    return isEqual(Reflect.get(one, key), Reflect.get(other, key), withoutTexts);
  });
}
