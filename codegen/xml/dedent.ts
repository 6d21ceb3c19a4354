/**
 * A description without the indentation that it has in the file: what Godot shows, and what its translations are keyed
 * by. Indentation inside code blocks stays, relative to the text around them.
 */
export function dedent(text: string): string {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const rest = lines.slice(1).filter((line) => line.trim() !== "");
  const indent = Math.min(...rest.map((line) => /^[\t ]*/.exec(line)?.[0].length ?? 0));
  // The first line may follow its tag directly.
  const body = lines.slice(1).map((line) => (line.trim() === "" ? "" : line.slice(indent)));
  return [lines[0]?.trimStart() ?? "", ...body].join("\n").trim();
}
