import { createHook } from 'node:async_hooks';
import { ExchangeMetrics, type MetricsServices } from './exchange-metrics.js';

/** An exchange with nothing in it. */
const EMPTY = {
  feeds: { list: async () => [] },
  destinations: { list: async () => [] },
  doorbell: { check: async () => ({ ok: true, detail: '' }) },
  traffic: {
    settled: async () => [],
    killSeconds: async () => [],
    fetched: async () => [],
    lastFetchId: async () => 0,
  },
} as unknown as MetricsServices;

describe('the metrics', () => {
  it('watch the event loop for whoever asks, and not before', async () => {
    const begun: string[] = [];
    const hook = createHook({ init: (_id, type) => void begun.push(type) }).enable();
    try {
      const metrics = new ExchangeMetrics(EMPTY);
      expect(begun).not.toContain('ELDHISTOGRAM');
      const scrapes = [await metrics.scrape(), await metrics.scrape()];
      expect(begun.filter((type) => type === 'ELDHISTOGRAM')).toHaveLength(1);
      for (const text of scrapes) {
        expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \S+$/m);
        expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
        expect(text).toMatch(/^korpu_queue_up\{queue="doorbell"\} 1$/m);
      }
    } finally {
      hook.disable();
    }
  });
});
