/** Godot 3's numbers of the types in a state packet. The layouts behind them are those of Godot 4. */
const Type = { INT: 2, STRING: 4, VECTOR3: 7, DICTIONARY: 18 } as const;

/**
 * A state packet in Godot 3's binary form, which is what gd-com reads. It cannot write it: it has no form for a Vector3.
 *
 * @param isVector - Whether an object is a Vector3; all others are Dictionaries.
 */
export function godot3Bytes(value: unknown, isVector: (value: object) => boolean): Buffer {
  const chunks: Buffer[] = [];
  const u32 = (number: number): void => {
    const chunk = Buffer.alloc(4);
    chunk.writeUInt32LE(number >>> 0);
    chunks.push(chunk);
  };
  const f32 = (number: number): void => {
    const chunk = Buffer.alloc(4);
    chunk.writeFloatLE(number);
    chunks.push(chunk);
  };
  const write = (item: unknown): void => {
    if (typeof item === "string") {
      const text = Buffer.from(item);
      u32(Type.STRING);
      u32(text.length);
      chunks.push(text, Buffer.alloc(-text.length & 3));
    } else if (Number.isInteger(item)) {
      u32(Type.INT);
      u32(item as number);
    } else if (typeof item === "object" && item !== null) {
      const entries = Object.entries(item) as [string, unknown][];
      if (isVector(item)) {
        u32(Type.VECTOR3);
        for (const [, component] of entries) f32(component as number);
      } else {
        u32(Type.DICTIONARY);
        u32(entries.length);
        for (const [key, content] of entries) {
          write(key);
          write(content);
        }
      }
    } else {
      throw new Error(`A state packet holds no ${typeof item} like ${String(item)}.`);
    }
  };
  write(value);
  return Buffer.concat(chunks);
}
