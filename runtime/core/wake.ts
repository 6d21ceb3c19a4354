let waker: (() => void) | undefined;

/** Says that a poll would find something: a signal, a packet, another state. Called often, and mostly nobody waits for it. */
export function wake(): void {
  waker?.();
}

/** @param listener - Called from within events of the platform: it must neither poll nor throw. */
export function onWake(listener: (() => void) | undefined): void {
  waker = listener;
}
