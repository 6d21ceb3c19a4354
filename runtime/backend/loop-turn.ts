let turn = 0;
let armed = false;
let endings: (() => void)[] = [];

/** A number that is the same for everything that happens in one turn of Node's event loop. */
export function currentTurn(): number {
  if (!armed) {
    armed = true;
    setImmediate(end);
  }
  return turn;
}

/** Calls back when the present turn of Node's event loop is over. The callback must not throw. */
export function atTurnsEnd(callback: () => void): void {
  currentTurn();
  endings.push(callback);
}

function end(): void {
  armed = false;
  turn += 1;
  const due = endings;
  endings = [];
  for (const callback of due) callback();
}
