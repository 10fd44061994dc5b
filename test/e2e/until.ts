export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Asks again and again until the answer is defined.
 *
 * @param seen what to show when the time is over, so that whoever was not there knows why; of a long text the end
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
      const last = seen ? `; last seen: ${shown(await seen())}` : '';
      throw new Error(`waited ${withinMs / 1000} s in vain for ${what}${last}`);
    }
    await pause(50);
  }
}

const MOST_SHOWN = 10_000;

function shown(state: unknown): string {
  const text = typeof state === 'string' ? state : (JSON.stringify(state) ?? 'nothing');
  return text.length > MOST_SHOWN ? `… ${text.slice(-MOST_SHOWN)}` : text;
}
