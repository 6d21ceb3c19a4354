/** Class references as Godot 3 writes them, in our own words: `<return>` open and closed, `<argument>`, `version`. */

export function oldClass(name: string, body = "", attributes = ' inherits="Object" version="3.2"'): string {
  const texts = "<brief_description></brief_description><description></description><tutorials></tutorials>";
  return `<class name="${name}"${attributes}>\n${texts}\n${body}\n<constants></constants></class>`;
}

export const oldReturn = (type: string, more = ""): string => `<return type="${type}"${more}>\n</return>`;
export const argument = (index: number, name: string, type: string, more = ""): string =>
  `<argument index="${index}" name="${name}" type="${type}"${more}>\n</argument>`;
export const oldMethod = (name: string, content = "", attributes = "", text = ""): string =>
  `<method name="${name}"${attributes}>${content}<description>${text}</description></method>`;
export const oldMethods = (...list: readonly string[]): string => `<methods>${list.join("\n")}</methods>`;

export const OLD_OBJECT = oldClass("Object", "<methods></methods>", ' version="3.2"');
export const OLD_REFERENCE = oldClass("Reference");

/** A builtin type: constructors among its methods, overloads, and methods that return nothing. */
export const OLD_VECTOR = `<class name="Vector2" version="3.2" category="Built-In Types">
	<brief_description>Two numbers.</brief_description><description></description>
	<tutorials></tutorials>
	<demos><link>https://example.org/demo</link></demos>
	<methods>
		${oldMethod("Vector2", oldReturn("Vector2") + argument(0, "x", "float") + argument(1, "y", "float"))}
		${oldMethod("Vector2", oldReturn("Vector2") + argument(0, "from", "Vector3"))}
		${oldMethod("set_all", argument(0, "to", "float"))}
		${oldMethod("mix", oldReturn("Vector2") + argument(0, "with", "Vector2"))}
		${oldMethod("mix", oldReturn("Vector2") + argument(0, "with", "Vector2") + argument(1, "weight", "float"))}
	</methods>
	<members><member name="x" type="float" setter="" getter="" default="0.0"></member></members>
	<constants><constant name="AXIS_X" value="0"></constant><constant name="UP" value="Vector2( 0, -1 )"></constant></constants>
</class>`;

export const OLD_VECTOR3 = oldClass("Vector3", "", ' version="3.2"');

/** Everything else that differs from Godot 4. */
export const OLD_DOOR = `<class name="Door" inherits="Reference" category="Core" version="3.2">
	<brief_description>
		Opens.
	</brief_description>
	<description>
		Opens with [method open] and tells so by [signal opened]. [b]NOTE:[/b] See also [member speed], [constant WIDE] and [enum Way].
	</description>
	<tutorials></tutorials>
	<demos></demos>
	<methods>
		${oldMethod(
      "open",
      oldReturn("int", ' enum="Error"') +
        argument(0, "with", "PoolByteArray") +
        argument(1, "options", "Dictionary", ' default="{\n\n}"') +
        argument(2, "at", "Vector2", ' default="Vector2( 0, 0 )"') +
        argument(3, "says", "String", ' default="&quot;( ) { }&quot;"'),
      ' qualifiers="virtual"',
      "Uses [code]with[/code], at most [code]at[/code]. Gives [constant @GlobalScope.OK]; made by [method Vector2.Vector2].",
    )}
		${oldMethod("opened", oldReturn("void") + argument(0, "by", "Door"))}
		${oldMethod("axis", oldReturn("int", ' enum="Vector2.Axis"'), ' qualifiers="const"')}
		${oldMethod("log", oldReturn("void"), ' qualifiers="vararg"')}
		${oldMethod("_of_os", oldReturn("int", ' enum="_OS.Mode"'))}
	</methods>
	<members>
		<member name="speed" type="PoolRealArray" setter="set_speed" getter="get_speed" default="PoolRealArray(  )">
			How fast.
		</member>
	</members>
	<signals><signal name="opened"><argument index="0" name="door" type="Door"></argument><description>It did.</description></signal></signals>
	<constants><constant name="WIDE" value="0" enum="Way"></constant><constant name="HIGH" value="7"></constant></constants>
	<theme_items>
		<theme_item name="paint" type="Vector2" default="Vector2( 1, 1 )"></theme_item>
		<theme_item name="paint" type="int"></theme_item>
	</theme_items>
</class>`;

export const OLD_GATE = oldClass(
  "Gate",
  '<members><member name="speed" type="PoolRealArray" setter="set_speed" getter="get_speed" override="true" default="PoolRealArray( 1 )" /></members>',
  ' inherits="Door" version="3.2"',
);
const MODES = '<constants><constant name="MODE_A" value="0" enum="Mode"></constant></constants>';
export const OLD_OS = oldClass("OS").replace("<constants></constants>", MODES);
const ERRORS = '<constants><constant name="OK" value="0" enum="Error"></constant></constants>';
export const OLD_GLOBALS = oldClass("@GlobalScope", "", ' version="3.2"').replace("<constants></constants>", ERRORS);

export const OLD_CLASSES = [
  OLD_OBJECT,
  OLD_REFERENCE,
  OLD_VECTOR,
  OLD_VECTOR3,
  OLD_DOOR,
  OLD_GATE,
  OLD_OS,
  OLD_GLOBALS,
] as const;
