import type { Check } from '../api-services.js';

/**
 * Asks whether a queue answers, at most once in `keepMs`: a page, a probe and a scrape may ask in the same second.
 * @param ask any question to the queue; what it answers does not matter
 * @param where `redis` or `postgres`
 */
export function queueCheck(
  ask: () => Promise<unknown>,
  where: string,
  keepMs = 2000,
  patienceMs = 1000,
): Check {
  let kept: { until: number; answer: Promise<{ ok: boolean; detail: string }> } | undefined;
  const answered = { ok: true, detail: `The queue on ${where} answers` };
  const silent = {
    ok: false,
    detail: `The queue on ${where} does not answer: nothing rings, and deliveries are driven by the sweeper`,
  };
  const question = async () => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<typeof silent>((resolve) => {
      timer = setTimeout(resolve, patienceMs, silent);
    });
    const answer = ask().then(
      () => answered,
      () => silent,
    );
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  };
  return {
    check: () => {
      if (!kept || kept.until <= performance.now())
        kept = { until: performance.now() + keepMs, answer: question() };
      return kept.answer;
    },
  };
}
