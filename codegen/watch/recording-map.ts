/** A map that remembers what it was asked for: how it is known what a printed module depends on. */
export class RecordingMap<Value> implements ReadonlyMap<string, Value> {
  readonly asked = new Set<string>();
  readonly #map: ReadonlyMap<string, Value>;

  constructor(map: ReadonlyMap<string, Value>) {
    this.#map = map;
  }

  get size(): number {
    return this.#map.size;
  }

  get(key: string): Value | undefined {
    this.asked.add(key);
    return this.#map.get(key);
  }

  has(key: string): boolean {
    this.asked.add(key);
    return this.#map.has(key);
  }

  forEach(callback: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }

  *entries(): MapIterator<[string, Value]> {
    for (const entry of this.#map) {
      this.asked.add(entry[0]);
      yield entry;
    }
  }

  keys(): MapIterator<string> {
    for (const key of this.#map.keys()) this.asked.add(key);
    return this.#map.keys();
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }
}
