// No interfaces: those have no index signature, and so are no Dictionaries.

/** What a server tells of one entity at each tick. */
export type Entity<Vector> = {
  readonly name: string;
  readonly position: Vector;
  readonly velocity: Vector;
  readonly rotation: Vector;
  readonly health: number;
  readonly score: number;
  readonly team: number;
  readonly sequence: number;
};

export type StatePacket<Vector> = Readonly<Record<string, Entity<Vector>>>;

/** A vector without a class: what JSON has, and what gd-com decodes a Vector3 to. */
export type PlainVector = {
  readonly x: number;
  readonly y: number;
  readonly z: number;
};

const ENTITIES = 20;

/** The same state whenever it is asked for, its vectors made by `vector`. */
export function statePacket<Vector>(vector: (x: number, y: number, z: number) => Vector): StatePacket<Vector> {
  let count = 0;
  // Eighths from -100 to 100. 32 bits hold them exactly, so that all contenders decode the same; JSON needs few digits
  // for them, which favours JSON.
  const real = (): number => (((count += 1) * 7919) % 1601) / 8 - 100;
  const next = (): Vector => vector(real(), real(), real());
  const entities = Array.from({ length: ENTITIES }, (_, index): [string, Entity<Vector>] => [
    `player_${index}`,
    {
      name: `Player ${index}`,
      position: next(),
      velocity: next(),
      rotation: next(),
      health: 100 - index,
      score: index * 1250,
      team: index % 2,
      sequence: 123_456 + index,
    },
  ]);
  return Object.fromEntries(entities);
}
