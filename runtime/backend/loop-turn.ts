let turn = 0;
let armed = false;

/** A number that is the same for everything that happens in one turn of Node's event loop. */
export function currentTurn(): number {
  if (!armed) {
    armed = true;
    setImmediate(() => {
      armed = false;
      turn += 1;
    });
  }
  return turn;
}
