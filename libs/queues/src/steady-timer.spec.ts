import { startSteadyTimer } from './steady-timer.js';

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe('startSteadyTimer', () => {
  it('runs at once and then again and again, never twice at once', async () => {
    let runs = 0;
    let active = 0;
    let most = 0;
    const timer = startSteadyTimer(
      1,
      async () => {
        runs += 1;
        active += 1;
        most = Math.max(most, active);
        await pause(5);
        active -= 1;
      },
      () => {},
    );
    expect(runs).toBe(1);
    while (runs < 5) await pause(5);
    await timer.stop();
    expect(most).toBe(1);
    const atStop = runs;
    await pause(30);
    expect(runs).toBe(atStop);
  });

  it('goes on after a run that throws, and reports it', async () => {
    const failures: unknown[] = [];
    let runs = 0;
    const timer = startSteadyTimer(
      1,
      async () => {
        runs += 1;
        throw new Error(`run ${runs}`);
      },
      (error) => failures.push(error),
    );
    while (runs < 3) await pause(5);
    await timer.stop();
    expect(failures).toHaveLength(runs);
  });

  it('waits at its stop for the run under way, which is told', async () => {
    let ended = false;
    const timer = startSteadyTimer(
      1,
      async (signal) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        await pause(20);
        ended = true;
      },
      () => {},
    );
    await timer.stop();
    expect(ended).toBe(true);
  });

  it('runs at once when nudged, and once more when nudged during a run', async () => {
    let runs = 0;
    let release = () => {};
    const task = () => {
      runs += 1;
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    };
    const timer = startSteadyTimer(60_000, task, () => {});
    timer.nudge();
    timer.nudge();
    expect(runs).toBe(1);
    release();
    await pause(5);
    expect(runs).toBe(2);
    release();
    await pause(5);
    expect(runs).toBe(2);
    timer.nudge();
    expect(runs).toBe(3);
    release();
    await timer.stop();
    timer.nudge();
    expect(runs).toBe(3);
  });
});
