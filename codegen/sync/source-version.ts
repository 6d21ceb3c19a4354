/** The text of SOURCE.json with another version, and nothing else changed. */
export function withVersion(text: string, version: string): string {
  const value = JSON.stringify(version);
  const present = /^(\s*\{(?:[^{}]*,)?\s*"version"\s*:\s*)"(?:[^"\\]|\\.)*"/;
  if (present.test(text)) return text.replace(present, (_, before: string) => before + value);
  const json: unknown = JSON.parse(text);
  return `${JSON.stringify({ ...(json as object), version }, null, 2)}\n`;
}

/** `4.6` says nothing against `4.6.3`. */
export function isNewVersion(present: string | undefined, told: string | undefined): told is string {
  return told !== undefined && told !== present && present?.startsWith(`${told}.`) !== true;
}
