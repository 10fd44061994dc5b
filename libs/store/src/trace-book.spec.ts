import type { TraceStep } from '#agreements/agreement.js';
import { TraceBook } from './trace-book.js';

const step = (detail: string): TraceStep => ({ clause: 'exchange/status', outcome: 'passed', detail });

describe('TraceBook', () => {
  it('gives the same steps the same hash, and others another', () => {
    const book = new TraceBook();
    const first = book.trace([step('usable')]);
    expect(first.hash).toMatch(/^[0-9a-f]{32}$/);
    expect(book.trace([step('usable')])).toEqual(first);
    expect(new TraceBook().trace([step('usable')])).toEqual(first);
    expect(book.trace([step('withheld')]).hash).not.toBe(first.hash);
  });

  it('lists what is to be written once, in order, until it is committed', () => {
    const book = new TraceBook();
    const traces = ['a', 'b', 'a', 'c'].map((detail) => book.trace([step(detail)]));
    const fresh = book.unstored(traces);
    expect(fresh.map((trace) => trace.hash)).toEqual([...new Set(traces.map((t) => t.hash))].sort());
    expect(book.unstored(traces)).toEqual(fresh);
    book.committed(fresh);
    expect(book.unstored(traces)).toEqual([]);
  });

  it('forgets rather than grows, and then writes again what is there already', () => {
    const book = new TraceBook();
    const first = book.trace([step('first')]);
    book.committed([first]);
    for (let n = 0; n < 2_000; n++) book.trace([step(`trace ${n}`)]);
    expect(book.unstored([first])).toEqual([first]);
  });

  it('writes nothing that PostgreSQL would refuse', () => {
    expect(new TraceBook().trace([step('a\0b')]).json).not.toMatch(/\\u0000/);
  });
});
