/** Calls that wait for the code now running to return. Oldest first; one queue for the whole process, as in Godot. */
let queue: (() => void)[] = [];
let scheduled = false;

/** Runs all that waits, and all that is added meanwhile, before anything else gets its turn. */
function flush(): void {
  // Entries added by a running one go to the end of this very array, so its length is read anew each time.
  const running = queue;
  for (let index = 0; index < running.length; index += 1) {
    try {
      running[index]?.();
    } catch (thrown) {
      // Entries report their own faults; whatever else escapes must not stop the entries behind it.
      console.error("ERROR: A deferred call threw.", thrown);
    }
  }
  queue = [];
  scheduled = false;
}

/**
 * Runs a call in a microtask, after all calls that were deferred before it.
 *
 * @param call - What to run. It must report its own faults.
 */
export function defer(call: () => void): void {
  queue.push(call);
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(flush);
}
