/** The ids of promises, and of parts of them, that a test's title starts with: `"P10/received D04 a channel …"`. */
export function shownPromises(title: string): readonly string[] {
  const heading = /^(?:[A-Z]\d\d(?:\/[a-z]+)? )+/.exec(title)?.[0] ?? "";
  return heading.split(" ").filter((id) => id !== "");
}
