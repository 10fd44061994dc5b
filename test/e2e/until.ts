export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Asks again and again until the answer is defined.
 *
 * @param seen what to show when the time is over; the last answer is not known then
 * @throws Error that says what was awaited, and what was seen last
 */
export async function until<T>(
  what: string,
  withinMs: number,
  ask: () => Promise<T | undefined> | T | undefined,
  seen?: () => unknown,
): Promise<T> {
  const startedAt = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() - startedAt > withinMs) {
      const last = seen ? `; last seen: ${JSON.stringify(await seen())}` : '';
      throw new Error(`waited ${withinMs / 1000} s in vain for ${what}${last}`);
    }
    await pause(50);
  }
}
