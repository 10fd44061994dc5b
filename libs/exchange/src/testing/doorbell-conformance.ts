import type { Doorbell } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, type DestinationId } from '#news/ids.js';

export interface DoorbellConformance {
  /** How long a ring may be on its way to a run, in milliseconds: 150, unless it is told. */
  wayMs?: number;
  /** Starts a bell, and whatever runs `drain` when it is rung, with several drains at once. */
  start(drain: (id: DestinationId) => Promise<void>): Promise<{ doorbell: Doorbell; stop(): Promise<void> }>;
}

/** A lane of the suite's own, whose run shows that what was rung before it has been through. */
const LAST = asDestinationId('last');

/** What every doorbell must do: wake a lane, never twice at once, and never leave a ring without a drain after it. */
export function doorbellConformance(name: string, subject: DoorbellConformance): void {
  describe(`${name} as a Doorbell`, () => {
    let bell: { doorbell: Doorbell; stop(): Promise<void> };
    let drain: (id: DestinationId) => Promise<void>;
    let active: Map<string, number>;
    let begun: DestinationId[];
    let ended: DestinationId[];
    let mostOfOneLane = 0;
    let mostAtOnce = 0;
    let lastRan = () => {};

    beforeAll(async () => {
      bell = await subject.start(async (id) => {
        if (id === LAST) return lastRan();
        begun.push(id);
        active.set(id, (active.get(id) ?? 0) + 1);
        mostOfOneLane = Math.max(mostOfOneLane, ...active.values());
        mostAtOnce = Math.max(
          mostAtOnce,
          [...active.values()].reduce((sum, n) => sum + n, 0),
        );
        try {
          await drain(id);
        } finally {
          active.set(id, (active.get(id) ?? 0) - 1);
          ended.push(id);
        }
      });
    });
    afterAll(() => bell.stop());
    beforeEach(() => {
      drain = async () => {};
      active = new Map();
      begun = [];
      ended = [];
      mostOfOneLane = 0;
      mostAtOnce = 0;
    });
    // A run that was left over would be taken for one of the next test.
    afterEach(() => quiet());

    const ring = (...ids: string[]) => bell.doorbell.ring(ids.map(asDestinationId));
    const until = async (what: string, reached: () => boolean) => {
      for (const from = performance.now(); !reached(); await pause(2)) {
        if (performance.now() - from < 60_000) continue;
        throw new Error(`waited in vain until ${what}: ${begun.length} runs began, ${ended.length} ended`);
      }
    };
    /** Until nothing runs, nothing waits to run, and nothing came in between. */
    const quiet = async () => {
      for (let seen = -1; seen !== begun.length || ended.length < begun.length; ) {
        seen = begun.length;
        await pause(subject.wayMs ?? 150);
        const through = new Promise<void>((resolve) => {
          lastRan = resolve;
        });
        await ring(LAST);
        await through;
      }
    };

    it.each(['khabar-wire', 'uzbekistan-24', '24', '1-2', 'a1', 'x'.repeat(63)])(
      'wakes lane %s',
      async (id) => {
        await ring(id);
        await until('it runs', () => ended.length === 1);
        expect(begun).toEqual([id]);
      },
    );

    it('wakes within a second', async () => {
      const waits: number[] = [];
      // A busy machine may be late by itself; what is found at a look round only is so every time.
      while (waits.length < 5 && !waits.some((ms) => ms < 1_000)) {
        const from = performance.now();
        await ring('lane');
        await until('it runs', () => begun.length > waits.length);
        waits.push(performance.now() - from);
        await quiet();
      }
      expect(Math.min(...waits)).toBeLessThan(1_000);
    });

    it('takes thirty rings for few runs, the last of them after the last ring', async () => {
      const runMs = 40;
      let rings = 0;
      let ringsSeen = 0;
      drain = async () => {
        ringsSeen = rings;
        await pause(runMs);
      };
      const from = performance.now();
      for (let i = 0; i < 30; i++) {
        rings += 1;
        await ring('lane');
        await pause(3);
      }
      // One after the other, and one more after the last ring. Timers may be early by a millisecond.
      const most = (performance.now() - from) / (runMs - 1) + 2;
      await until('the last ring was answered', () => ringsSeen === 30);
      await quiet();
      expect(begun.length).toBeLessThanOrEqual(most);
      expect(mostOfOneLane).toBe(1);
    });

    it('takes a hundred rings at once for two runs at most', async () => {
      drain = () => pause(100);
      await Promise.all(Array.from({ length: 100 }, () => ring('lane')));
      await quiet();
      expect(begun.length).toBeGreaterThanOrEqual(1);
      expect(begun.length).toBeLessThanOrEqual(2);
    });

    it('runs once more after a ring during a drain, and only once', async () => {
      let release = () => {};
      drain = () =>
        new Promise((resolve) => {
          release = resolve;
        });
      await ring('lane');
      await until('it runs', () => begun.length === 1);
      await ring('lane');
      await ring('lane', 'lane');
      await pause(100);
      expect(begun).toHaveLength(1);
      drain = async () => {};
      release();
      await until('it runs again', () => ended.length === 2);
      await quiet();
      expect(begun).toHaveLength(2);
    });

    it('lets a drain ring for itself', async () => {
      let left = 5;
      drain = async () => {
        left -= 1;
        if (left > 0) await ring('lane');
      };
      await ring('lane');
      await until('all is done', () => left === 0);
      await quiet();
      expect(begun).toHaveLength(5);
      expect(mostOfOneLane).toBe(1);
    });

    it('runs lanes side by side', async () => {
      drain = () => until('another runs too', () => mostAtOnce > 1);
      await ring('one', 'two', 'three');
      await until('all ran', () => ended.length === 3);
      expect(mostOfOneLane).toBe(1);
    });

    it('wakes hundreds with one call', async () => {
      const ids = Array.from({ length: 700 }, (_, i) => `lane-${i}`);
      await ring(...ids);
      await until('all ran', () => ended.length === 700);
      expect(new Set(ended).size).toBe(700);
    });

    it('is not stuck after a drain that failed', async () => {
      drain = async () => {
        throw new Error('the ledger is out of reach');
      };
      await ring('lane');
      await until('it failed', () => ended.length === 1);
      await quiet();
      drain = async () => {};
      await ring('lane');
      await until('it runs again', () => ended.length === 2);
    });

    it('leaves no ring without a run after it, whenever it comes', async () => {
      let rings = 0;
      let ringsSeen = 0;
      drain = async () => {
        ringsSeen = rings;
        if (rings % 3 === 0) await pause(rings % 4);
      };
      for (let i = 1; i <= 150; i++) {
        rings = i;
        await ring('lane');
        if (i % 2 === 0) await pause(i % 5);
      }
      await until('the last ring was answered', () => ringsSeen === 150);
      expect(mostOfOneLane).toBe(1);
    });

    it('takes a ring of nobody', async () => {
      await ring();
      expect(begun).toHaveLength(0);
    });
  });
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
