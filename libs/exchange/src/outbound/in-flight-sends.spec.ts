import { InFlightSends } from './in-flight-sends.js';

describe('InFlightSends', () => {
  const aborted: string[] = [];
  let sends: InFlightSends;
  beforeEach(() => {
    aborted.length = 0;
    sends = new InFlightSends();
  });
  const begin = (itemId: number, version: number) =>
    sends.begin(itemId, version, () => aborted.push(`${itemId} v${version}`));

  it('cuts short older versions of the item alone', () => {
    begin(1, 1);
    begin(1, 2);
    begin(1, 3);
    begin(2, 1);
    expect(sends.abortOlder(1, 3)).toBe(2);
    expect(aborted).toEqual(['1 v1', '1 v2']);
  });

  it('leaves alone what has ended', () => {
    const end = begin(1, 1);
    begin(1, 1);
    end();
    end();
    expect(sends.abortOlder(1, 9)).toBe(1);
    expect(sends.abortOlder(7, 9)).toBe(0);
  });

  it('cuts short everything when the process cannot wait', () => {
    begin(1, 1);
    begin(2, 5);
    sends.abortAll();
    expect(aborted).toEqual(['1 v1', '2 v5']);
  });
});
