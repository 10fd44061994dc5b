import { jest } from '@jest/globals';
import { progress } from './progress.js';

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) > 0 };
}

describe('progress', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('says nothing where nobody watches', () => {
    const to = screen(false);
    const shown = progress(to);
    jest.advanceTimersByTime(600);
    shown.show('decoded 1 of 2 files');
    shown.end();
    expect(to.written).toEqual([]);
  });

  it('writes lines where they are wanted in a log, so often and no more', () => {
    const to = screen(false);
    const shown = progress(to, { logEveryMs: 300 });
    shown.show('1 of 3');
    jest.advanceTimersByTime(400);
    shown.show('2 of 3');
    shown.show('3 of 3');
    shown.end();
    expect(to.written).toEqual(['2 of 3, 0 s\n']);
  });

  it('says nothing of what is done at once', () => {
    const to = screen(true);
    const shown = progress(to);
    shown.show('decoded 1 of 1 files');
    shown.end();
    expect(to.written).toEqual([]);
  });

  it('shows one line that overwrites itself, and takes it away', () => {
    const to = screen(true);
    const shown = progress(to);
    jest.advanceTimersByTime(600);
    shown.show('decoded 1 of 2 files');
    shown.show('decoded 2 of 2 files');
    shown.end();
    expect(to.written).toEqual(['\r\u001b[2Kdecoded 1 of 2 files, 1 s', '\r\u001b[2K']);
  });
});
