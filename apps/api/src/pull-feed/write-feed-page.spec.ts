import { makeRecord } from '#exchange/testing/make-record.js';
import { asGuid } from '#news/ids.js';
import { type FeedPageParts, type HeldItem, writeFeedPage } from './write-feed-page.js';

const held = (given: Partial<HeldItem> = {}): HeldItem => {
  const record = makeRecord({ headline: 'Açılış' });
  return {
    deliveryId: 1,
    guid: record.guid,
    version: 1,
    record,
    deliveredAt: '2025-11-18T09:00:00Z',
    obligations: [],
    withoutRenditions: [],
    asNew: true,
    sourcePartnerId: 'report',
    ...given,
  };
};

const write = (given: Partial<FeedPageParts> = {}) =>
  writeFeedPage({
    format: 'rss',
    title: 'Khabar',
    exchange: 'korpu',
    feedUrl: 'http://exchange.test/v1/destinations/khabar-rss/feed',
    entries: [held()],
    takenBack: [],
    changedAt: '2025-11-18T09:00:00Z',
    now: Date.parse('2025-11-18T10:00:00Z'),
    ...given,
  });

describe('writeFeedPage', () => {
  it('writes equal bytes for equal pages, whenever they are asked for', () => {
    const page = write();
    expect(write({ now: Date.parse('2025-11-19T10:00:00Z') })).toEqual(page);
    expect(page.asOf).toBe('2025-11-18T09:00:00Z');
    expect(page.until).toBe(Number.POSITIVE_INFINITY);
    const another = makeRecord({ guid: 'urn:another' });
    const two = [held(), held({ deliveryId: 2, guid: another.guid, record: another })];
    expect(write({ entries: two }).etag).not.toBe(page.etag);
  });

  it('is written as the reader wants it', () => {
    const page = write({ outputProfile: { headlinePrefix: 'Report:' } });
    expect(page.bytes.toString()).toContain('<title>Report: Açılış</title>');
  });

  it('keeps an advance copy out of a public format, and lets it in when its embargo ends', () => {
    const until = '2025-11-18T12:00:00Z';
    const entries = [held({ obligations: [{ type: 'embargo', until }] })];
    const before = write({ entries });
    expect(before.bytes.toString()).not.toContain('Açılış');
    expect(before.until).toBe(Date.parse(until));
    const after = write({ entries, now: Date.parse('2025-11-18T12:00:01Z') });
    expect(after.bytes.toString()).toContain('Açılış');
    expect([after.asOf, after.until]).toEqual([until, Number.POSITIVE_INFINITY]);
    expect(after.etag).not.toBe(before.etag);
  });

  it('has nothing to say of an empty NewsML-G2 page', () => {
    expect(write({ format: 'newsml-g2', entries: [], changedAt: undefined })).toMatchObject({
      bytes: Buffer.alloc(0),
      asOf: undefined,
    });
    expect(write({ format: 'newsml-g2' }).bytes.toString()).toContain('<newsMessage');
  });

  it('tells Atom readers what is gone, and shows others nothing of it', () => {
    const takenBack = [{ guid: asGuid('urn:newsml:report:9'), at: '2025-11-18T09:30:00Z' }];
    const atom = write({ format: 'atom', takenBack }).bytes.toString();
    expect(atom).toContain('<at:deleted-entry ref="urn:newsml:report:9" when="2025-11-18T09:30:00Z"');
    expect(write({ takenBack }).bytes.toString()).not.toContain('report:9');
  });
});
