/** How long a test waits for an event that is sure to come. Far above what it takes on a busy machine. */
export const DEADLINE_MS = 15_000;

/**
 * Waits until a condition holds, asking once per millisecond.
 *
 * @param what - Named in the error: "Waited … ms for <what>."
 */
export async function until(condition: () => boolean, what: string, deadlineMs = DEADLINE_MS): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Waited ${deadlineMs} ms for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Like {@link until}, for conditions that are asked elsewhere. */
export async function eventually(
  condition: () => Promise<boolean>,
  what: string,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited ${deadlineMs} ms for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
