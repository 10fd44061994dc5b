import { DriveInProcess } from './drive-in-process.js';

describe('DriveInProcess', () => {
  let running: Map<string, { end: (error?: Error) => void; signal: AbortSignal }>;
  let failures: string[];
  let drive: DriveInProcess<string>;
  beforeEach(() => {
    running = new Map();
    failures = [];
    const run = (id: string, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        running.set(id, { end: (error) => (error ? reject(error) : resolve()), signal });
      });
    drive = new DriveInProcess(run, 2, (id, error) => failures.push(`${id}: ${String(error)}`));
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('runs only so many at once, and none twice at a time', async () => {
    expect(drive.drive(['a', 'a', 'b', 'c'])).toBe(2);
    expect([...running.keys()]).toEqual(['a', 'b']);
    expect(drive.drive(['a', 'b', 'c'])).toBe(0);
    running.get('a')?.end();
    await settled();
    expect(drive.drive(['b', 'c', 'd'])).toBe(1);
    expect(running.has('c')).toBe(true);
  });

  it('reports what fails, and runs it again when asked', async () => {
    drive.drive(['a']);
    running.get('a')?.end(new Error('no ledger'));
    await settled();
    expect(failures).toEqual(['a: Error: no ledger']);
    expect(drive.drive(['a'])).toBe(1);
  });

  it('stops: tells what runs, waits for it, and starts nothing more', async () => {
    drive.drive(['a']);
    let finished = false;
    const finishing = drive.finish().then(() => {
      finished = true;
    });
    expect(running.get('a')?.signal.aborted).toBe(true);
    expect(drive.drive(['b'])).toBe(0);
    await settled();
    expect(finished).toBe(false);
    running.get('a')?.end();
    await finishing;
  });
});
