/** The same numbers for the same seed, everywhere (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

const GODOT_4 = `<?xml version="1.0" encoding="UTF-8" ?>
<class name="Fuzz" inherits="RefCounted" deprecated="" experimental="Not [b]yet[/b]." keywords="a, b">
	<brief_description>A [b]short[/b] text.</brief_description>
	<description>
		See [method work], [member size], [signal done], [enum Mode], [constant MODE_A], [Object] &amp; [url=https://example.org]this[/url].
		[codeblocks]
		[gdscript]
		work({ "id": 1 }) # An id.
		[/gdscript]
		[/codeblocks]
	</description>
	<tutorials>
		<link title="More">$DOCS_URL/more.html</link>
	</tutorials>
	<methods>
		<method name="work" qualifiers="virtual const">
			<return type="int" enum="Fuzz.Mode" />
			<param index="0" name="options" type="Dictionary" default="{}" />
			<param index="1" name="list" type="Object[]" default="[]" />
			<description>Works on [param options]:
				[codeblock]
				{
					"id": 1, # A number.
					"name": "x", # A name.
				}
				[/codeblock]
			</description>
		</method>
		<method name="count" qualifiers="static vararg">
			<return type="void" />
			<param index="0" name="var" type="Variant" />
			<description>
			</description>
		</method>
	</methods>
	<members>
		<member name="size" type="float" setter="set_size" getter="get_size" default="1.5">How big.</member>
	</members>
	<signals>
		<signal name="done">
			<param index="0" name="mode" type="int" enum="Fuzz.Mode" />
			<description>Came to an end.</description>
		</signal>
	</signals>
	<constants>
		<constant name="MODE_A" value="0" enum="Mode">One.</constant>
		<constant name="MODE_B" value="1" enum="Mode" is_bitfield="true">Other.</constant>
		<constant name="LIMIT" value="-42">A limit.</constant>
	</constants>
	<theme_items>
		<theme_item name="space" data_type="constant" type="int" default="4">Between.</theme_item>
	</theme_items>
</class>
`;

const GODOT_3 = `<?xml version="1.0" encoding="UTF-8" ?>
<class name="Fuzz" inherits="Object" version="3.5">
	<brief_description>Old.</brief_description>
	<description>Uses [code]size[/code].</description>
	<tutorials>
	</tutorials>
	<methods>
		<method name="work" qualifiers="virtual">
			<return type="PoolByteArray">
			</return>
			<argument index="0" name="size" type="int" default="0">
			</argument>
			<description>Gives [code]size[/code] bytes.</description>
		</method>
	</methods>
	<signals>
		<signal name="done">
			<argument index="0" name="what" type="String" />
			<description>Done.</description>
		</signal>
	</signals>
	<constants>
		<constant name="A" value="1" enum="E">
		</constant>
	</constants>
</class>
`;

export const SEEDS: readonly string[] = [GODOT_4, GODOT_3];

type Random = () => number;
type Mutation = (text: string, next: Random) => string;

const pick = <Item>(items: readonly [Item, ...Item[]], next: Random): Item =>
  items[Math.floor(next() * items.length)] ?? items[0];
const at = (text: string, next: Random): number => Math.floor(next() * (text.length + 1));

/** One of the places that a pattern matches, replaced. */
function replaceOne(text: string, pattern: RegExp, next: Random, by: (match: string) => string): string {
  const places = [...text.matchAll(pattern)];
  const place = places[Math.floor(next() * places.length)];
  if (place === undefined) return text;
  return text.slice(0, place.index) + by(place[0]) + text.slice(place.index + place[0].length);
}

const NAMES = [
  "Fuzz",
  "Object",
  "Nowhere",
  "",
  "__proto__",
  "constructor",
  "toString",
  "a b",
  "é",
  "class",
  "x".repeat(5000),
  "../up",
  "*/",
  "${x}",
  "\u202e",
  "0",
  "@",
  "Fuzz.Mode",
] as const;
const VALUES = [
  ...NAMES,
  "-1",
  "1e309",
  "0x7fffffffffffffff",
  "99999999999999999999",
  "Vector2(",
  "NaN",
  "Fuzz[][][]",
  "Dictionary[Dictionary[int, Object], Fuzz]",
  "Array[",
  "const void **",
  "true",
  "platform-dependent",
] as const;
const TEXTS = [
  "[b",
  "[/b]",
  "[codeblock]",
  "[codeblocks][csharp]",
  "[method ",
  "[param x]",
  "[url=]",
  "[[[[",
  "]]]",
  "*/",
  "{@link x}",
  "`",
  "&#0;",
  "&#x110000;",
  "&unknown;",
  "&",
  "<",
  "]]>",
  "<!-- x -->",
  "<![CDATA[<b>]]>",
  "<?x?>",
  "\0",
  "\ud800",
  "\ufeff",
  "[b]".repeat(500),
  '{ "a": {'.repeat(300),
  "\r\n",
] as const;
const DOCTYPE =
  '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>';

const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  // Tags dropped, doubled, renamed, crossed.
  (text, next) => replaceOne(text, /<[^>]*>/g, next, () => ""),
  (text, next) => replaceOne(text, /<[^>]*>/g, next, (tag) => tag + tag),
  (text, next) =>
    replaceOne(text, /(?<=<\/?)\w+/g, next, () =>
      pick(["method", "member", "constructor", "param", "argument", "x", "__proto__"], next),
    ),
  (text, next) => replaceOne(text, /<(method|member|signal|constant|param)\b[^]*?<\/\1>/g, next, () => ""),
  (text, next) =>
    replaceOne(text, /<(method|member|signal|constant|param)\b[^]*?<\/\1>/g, next, (element) => element + element),
  // Attributes dropped, doubled, renamed, changed.
  (text, next) => replaceOne(text, / \w+="[^"]*"/g, next, () => ""),
  (text, next) => replaceOne(text, / \w+="[^"]*"/g, next, (attribute) => attribute + attribute),
  (text, next) =>
    replaceOne(
      text,
      / \w+(?==")/g,
      next,
      () => ` ${pick(["name", "type", "enum", "overrides", "is_bitfield", "qualifiers", "__proto__", "x"], next)}`,
    ),
  (text, next) => replaceOne(text, /(?<==")[^"]*(?=")/g, next, () => pick(VALUES, next)),
  (text, next) => replaceOne(text, /(?<= name=")[^"]*(?=")/g, next, () => pick(NAMES, next)),
  (text, next) => replaceOne(text, /"/g, next, () => pick(["'", "", "&quot;"], next)),
  // Truncated, spliced, with noise.
  (text, next) => text.slice(0, at(text, next)),
  (text, next) => text.slice(at(text, next)),
  (text, next) => {
    const start = at(text, next);
    return text.slice(0, start) + text.slice(start + Math.floor(next() * 40));
  },
  (text, next) => {
    const place = at(text, next);
    return text.slice(0, place) + pick(TEXTS, next) + text.slice(place);
  },
  (text, next) => replaceOne(text, /(?<=>)[^<]+(?=<\/)/g, next, () => pick(TEXTS, next)),
  (text, next) => {
    const place = at(text, next);
    return text.slice(0, place) + String.fromCharCode(Math.floor(next() * 0x3000)) + text.slice(place + 1);
  },
  (text, next) => replaceOne(text, /^/g, next, () => DOCTYPE).replace("short", "&b;&c;"),
];

/** Rarely: they are what takes long. */
const BIG: readonly [Mutation, ...Mutation[]] = [
  // Nested, huge.
  (text, next) => replaceOne(text, /<method/g, next, () => "<methods>".repeat(20_000) + "<method"),
  (text, next) => replaceOne(text, /<description>/g, next, () => "<description>" + "[b]x".repeat(20_000)),
  (text, next) =>
    replaceOne(text, /<method name="(\w+)"[^]*?<\/method>/g, next, (element) =>
      Array.from({ length: 500 }, (_, index) => element.replace(/name="\w+"/, `name="m${index}"`)).join(""),
    ),
  (text, next) => replaceOne(text, /(?<=type=")[^"]*/g, next, () => "Fuzz" + "[]".repeat(5_000)),
  (text, next) => replaceOne(text, /(?<=type=")[^"]*/g, next, () => "Array[".repeat(5_000) + "]".repeat(5_000)),
  (text, next) => replaceOne(text, /(?<=default=")[^"]*/g, next, () => "(".repeat(100_000)),
];

/** A class reference with one to four things wrong with it. */
export function mutate(next: Random): string {
  let text = pick([GODOT_4, GODOT_4, GODOT_3], next);
  if (next() < 0.005) text = pick(BIG, next)(text, next);
  for (let count = Math.floor(next() * 3); count >= 0; count--) text = pick(MUTATIONS, next)(text, next);
  return text;
}
