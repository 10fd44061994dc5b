import { FeedBook } from '#apps/sandbox/src/pulling/feed-book.js';
import { ReceiptLedger } from '#apps/sandbox/src/receivers/receipt-ledger.js';

const NOW = new Date('2026-03-10T10:00:00Z');

const entry = (guid: string, minute = 0, text = 'text') => ({
  guid,
  updated: `2026-03-10T09:${String(minute).padStart(2, '0')}:00Z`,
  deleted: false,
  source: `${guid} ${minute} ${text}`,
});

function bookOf() {
  const ledger = new ReceiptLedger(1_000_000);
  const book = new FeedBook(ledger, 'atom');
  const seen = () => ledger.after(0, 100).map(({ guid, version, kind }) => `${kind} ${guid} ${version}`);
  return { ledger, book, seen };
}

describe('FeedBook', () => {
  it('enters each state of an item once', () => {
    const { book, seen, ledger } = bookOf();
    book.read([entry('a'), entry('b')], 1, NOW);
    book.read([entry('a'), entry('b')], 1, NOW);
    book.read([entry('b', 5), entry('a')], 1, NOW);
    expect(seen()).toEqual(['item a 1', 'item b 1', 'item b 2']);
    expect(ledger.summary).toMatchObject({ duplicates: 0, unexplainedDuplicates: 0, orderViolations: 0 });
  });

  it('counts a state older than the one before as out of order', () => {
    const { book, ledger } = bookOf();
    book.read([entry('a', 5)], 1, NOW);
    book.read([entry('a', 4)], 1, NOW);
    expect(ledger.summary.orderViolations).toBe(1);
  });

  it('takes an item that is gone from among others for taken down, one gone from the end for old', () => {
    const { book, seen } = bookOf();
    book.read([entry('c'), entry('b'), entry('a')], 1, NOW);
    book.read([entry('d'), entry('c'), entry('b')], 1, NOW);
    book.read([entry('d'), entry('b')], 1, NOW);
    expect(seen()).toEqual(['item c 1', 'item b 1', 'item a 1', 'item d 1', 'kill c 2']);
  });

  it('takes everything for taken down when the feed is emptied', () => {
    const { book, seen } = bookOf();
    book.read([entry('a')], 1, NOW);
    book.read([], 1, NOW);
    expect(seen()).toEqual(['item a 1', 'kill a 2']);
  });

  it('believes a feed of several pages only when an item is missing twice', () => {
    const { book, seen } = bookOf();
    book.read([entry('c'), entry('b'), entry('a')], 2, NOW);
    // b moved from the second page to the first between the two requests.
    book.read([entry('c'), entry('a')], 2, NOW);
    book.read([entry('b', 9), entry('c'), entry('a')], 2, NOW);
    expect(seen()).toEqual(['item c 1', 'item b 1', 'item a 1', 'item b 2']);
    book.read([entry('b', 9), entry('a')], 2, NOW);
    book.read([entry('b', 9), entry('a')], 2, NOW);
    expect(seen().at(-1)).toBe('kill c 2');
  });

  it('enters a deletion that the feed states, once', () => {
    const { book, seen } = bookOf();
    book.read([entry('b'), entry('a')], 1, NOW);
    for (let reading = 0; reading < 2; reading++) {
      book.read([{ ...entry('a'), deleted: true }, entry('b')], 1, NOW);
    }
    expect(seen()).toEqual(['item b 1', 'item a 1', 'kill a 2']);
  });
});
