import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockInstance } from './instance-lock.js';

describe('lockInstance', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'korpu-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('refuses a second holder and says who holds it', () => {
    const release = lockInstance(folder);
    expect(() => lockInstance(folder)).toThrow(`process ${process.pid}`);
    release();
    expect(() => lockInstance(folder)()).not.toThrow();
  });

  it('takes over the lock of a process that is gone', () => {
    writeFileSync(join(folder, 'korpu.lock'), '999999999 1\n');
    expect(() => lockInstance(folder)()).not.toThrow();
  });

  it.each(['', '\n', '0', 'x 1'])('takes over a lock that names no process: %j', (written) => {
    writeFileSync(join(folder, 'korpu.lock'), written);
    expect(() => lockInstance(folder)()).not.toThrow();
  });

  it('takes over a lock whose number another process has today', () => {
    writeFileSync(join(folder, 'korpu.lock'), `${process.pid} 1\n`);
    expect(() => lockInstance(folder)()).not.toThrow();
  });
});
