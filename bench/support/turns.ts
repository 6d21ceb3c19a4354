/**
 * Runs a step again and again until it says that it is done. After a step that did something the next one follows as
 * soon as the platform allows; after one that found nothing to do, a millisecond later, so that nobody spins.
 */
export function repeat(step: () => "busy" | "idle" | "done"): Promise<void> {
  return new Promise((resolve, reject) => {
    const turn = (): void => {
      try {
        const outcome = step();
        if (outcome === "done") resolve();
        else if (outcome === "busy") soon(turn);
        else setTimeout(turn, 1);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    turn();
  });
}

/** After what has happened already was handed out. Browsers have no `setImmediate`, and slow nested timers down. */
export const soon: (callback: () => void) => void =
  typeof setImmediate === "function"
    ? (callback) => void setImmediate(callback)
    : (callback) => {
        const { port1, port2 } = new MessageChannel();
        // With `once`, so that nothing holds the ports.
        port1.addEventListener("message", () => callback(), { once: true });
        port1.start();
        port2.postMessage(undefined);
      };
