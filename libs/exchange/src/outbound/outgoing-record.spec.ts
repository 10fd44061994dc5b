import { OUTPUT_FORMATS } from '#codecs/codec.js';
import { encodeDocument } from '#codecs/encode.js';
import { makeRecord } from '#exchange/testing/make-record.js';
import { asGuid, asPartnerId } from '#news/ids.js';
import type { NewsItem, NewsRecord } from '#news/record.js';
import { formatProfile } from './format-profile.js';
import { type Outgoing, outgoingRecord } from './outgoing-record.js';

const AT = '2025-11-18T09:00:00Z';
const A = 'https://cdn.example/a.jpg';
const B = 'https://cdn.example/b.mp4';

const delivery = (given: Partial<Outgoing> = {}): Outgoing => ({
  version: 4,
  kind: 'item',
  asNew: false,
  obligations: [],
  withoutRenditions: [],
  sourcePartnerId: asPartnerId('report'),
  ...given,
});
const send = (record: Partial<NewsItem> = {}, given: Partial<Outgoing> = {}) =>
  outgoingRecord(makeRecord(record), delivery(given), 'korpu', AT);

describe('outgoingRecord', () => {
  it('does not link to a file that it may not carry', () => {
    const page = { rel: 'related', href: 'https://a.example/page' };
    const links = [{ rel: 'enclosure', href: A }, page, { rel: 'evolvedFrom', guid: asGuid('urn:b') }];
    expect(send({ links }, { withoutRenditions: [A] })).toMatchObject({
      links: links.slice(1),
      edNote: 'Sent without 1 file that the agreement does not cover.',
    });
    expect(send({ links, pubStatus: 'canceled' }, { kind: 'kill' }).links).toEqual(links.slice(2));
  });

  it('names no item that the receiver may not have', () => {
    const [mine, theirs] = [asGuid('urn:mine'), asGuid('urn:theirs')];
    const parcel: NewsRecord = {
      ...makeRecord({ links: [{ rel: 'seeAlso', guid: theirs, title: 'Secret' }] }),
      kind: 'packageItem',
      rootGroup: 'main',
      groups: [
        { id: 'main', mode: 'seq', members: [{ groupRef: 'side' }, { guid: mine, title: 'Open' }] },
        { id: 'side', mode: 'bag', members: [{ guid: theirs, version: 2, title: 'Secret' }] },
      ],
    };
    const sent = outgoingRecord(parcel, delivery({ withoutItems: [theirs] }), 'korpu', AT);
    expect(sent).toMatchObject({
      groups: [
        { members: [{ groupRef: 'side' }, { guid: mine, title: 'Open' }] },
        { id: 'side', members: [] },
      ],
      edNote: 'Sent without one item it refers to, which you do not have.',
    });
    expect(sent.links).toBeUndefined();
    const notice = outgoingRecord(
      { ...parcel, pubStatus: 'canceled' },
      delivery({ kind: 'kill' }),
      'korpu',
      AT,
    );
    expect(JSON.stringify(notice)).not.toMatch(/Secret|Open/);
    expect(notice).toMatchObject({ groups: [{}, { members: [{ guid: theirs, version: 2 }] }] });
  });

  it('goes under the ledger’s version, with the way it came', () => {
    const sent = send({ version: 1, hops: [{ partner: 'AFP', at: '2025-11-18T07:00:00Z' }] });
    expect(sent.version).toBe(4);
    expect(sent.hops).toEqual([
      { partner: 'AFP', at: '2025-11-18T07:00:00Z' },
      { partner: 'report', at: AT },
      { partner: 'korpu', at: AT },
    ]);
  });

  it('does not name a station twice, and leaves the record that is kept as it was', () => {
    const record = makeRecord({
      hops: [{ partner: 'report', at: '2025-11-18T07:00:00Z' }],
      signals: ['correction'],
    });
    const before = structuredClone(record);
    const given = { asNew: true, obligations: [{ type: 'usage-terms' as const, text: 'TV only' }] };
    const sent = outgoingRecord(record, delivery(given), 'korpu', AT);
    expect(sent.hops?.map(({ partner }) => partner)).toEqual(['report', 'korpu']);
    expect(record).toEqual(before);
  });

  it('is no correction or update to those who never had the item', () => {
    const signals = ['correction', 'update', 'alert'];
    expect(send({ signals }, { asNew: true }).signals).toEqual(['alert']);
    expect(send({ signals: ['update'] }, { asNew: true })).not.toHaveProperty('signals');
    expect(send({ signals }).signals).toEqual(signals);
  });

  describe('with files that are not granted', () => {
    const renditions = [{ href: A }, { href: B }];

    it('goes without them, in its body too, and says so to editors', () => {
      const body = `<p>Mətn</p><figure><img src="${A}" alt=""/></figure>`;
      const sent = send({ renditions, body, edNote: 'Foto var.' }, { withoutRenditions: [A] });
      expect(sent.renditions).toEqual([{ href: B }]);
      expect(sent.body).toBe('<p>Mətn</p><figure></figure>');
      expect(sent.edNote).toBe('Foto var. Sent without 1 file that the agreement does not cover.');
    });

    it('has no list of files when none is left', () => {
      const sent = send({ renditions }, { withoutRenditions: [A, B] });
      expect(sent).not.toHaveProperty('renditions');
      expect(sent.edNote).toBe('Sent without 2 files that the agreement does not cover.');
    });

    it('says nothing of files it does not have', () => {
      expect(send({}, { withoutRenditions: [A] })).not.toHaveProperty('edNote');
    });
  });

  describe('with obligations', () => {
    it('carries them where formats can', () => {
      const sent = send(
        { rights: { holder: 'Report', usageTerms: ['No archive'] } },
        {
          obligations: [
            { type: 'credit', line: 'Report', required: true },
            { type: 'usage-terms', text: 'For use in KZ on tv' },
            { type: 'usage-terms', text: 'No archive' },
            { type: 'expiry', at: '2025-12-18T09:00:00Z' },
          ],
        },
      );
      expect(sent.creditline).toBe('Report');
      expect(sent.rights).toEqual({
        holder: 'Report',
        usageTerms: [
          'No archive',
          'Credit required: Report',
          'For use in KZ on tv',
          'Not to be used after 2025-12-18T09:00:00Z',
        ],
      });
    });

    it('adds a credit to another, once', () => {
      const obligations: Outgoing['obligations'] = [{ type: 'credit', line: 'Report', required: false }];
      expect(send({ creditline: 'AFP' }, { obligations }).creditline).toBe('AFP / Report');
      expect(send({ creditline: 'Foto: REPORT' }, { obligations }).creditline).toBe('Foto: REPORT');
      expect(send({}, { obligations })).not.toHaveProperty('rights');
    });

    it('marks an advance copy, and not what was held until the embargo was over', () => {
      const until = (time: string): Outgoing['obligations'] => [{ type: 'embargo', until: time }];
      const advance = send({}, { obligations: until('2025-11-18T15:00:00Z') });
      expect(advance.embargoed).toBe('2025-11-18T15:00:00Z');
      expect(advance.edNote).toBe('EMBARGOED until 2025-11-18T15:00:00Z: for preparation only.');
      expect(send({}, { obligations: until(AT) })).not.toHaveProperty('edNote');
    });
  });

  const content: Partial<NewsItem> = {
    description: 'Qısa',
    subheadline: 'Alt',
    renditions: [{ href: A }],
    embargoed: '2025-12-01T00:00:00Z',
    edNote: 'Ad səhvdir.',
  };

  it('kills with a notice that names the item and holds nothing to publish', () => {
    const sent = send({ ...content, pubStatus: 'canceled' }, { kind: 'kill', withoutRenditions: [A] });
    expect(sent).toMatchObject({
      guid: 'urn:newsml:report:1',
      version: 4,
      pubStatus: 'canceled',
      headline: 'Bakıda yeni körpü açılıb',
      edNote: 'KILL: do not use. Remove every version. Ad səhvdir.',
    });
    for (const field of ['body', 'description', 'subheadline', 'renditions', 'embargoed']) {
      expect(sent).not.toHaveProperty(field);
    }
  });

  it('holds with a notice, too', () => {
    const sent = send({ ...content, pubStatus: 'withheld' });
    expect(sent.pubStatus).toBe('withheld');
    expect(sent.edNote).toBe('HOLD: do not use until it is released. Ad səhvdir.');
    expect(sent).not.toHaveProperty('body');
    expect(sent).not.toHaveProperty('renditions');
  });

  it('never leaves a field without a value', () => {
    for (const sent of [send(content, { asNew: true }), send(content, { kind: 'kill' })]) {
      expect(Object.values(sent)).not.toContain(undefined);
    }
  });

  it.each(OUTPUT_FORMATS)('can be written in %s, whatever was done to it', (format) => {
    const group = { id: 'g', mode: 'bag' as const, members: [{ guid: asGuid('urn:a') }] };
    const { kind: _kind, ...rest } = makeRecord(content);
    const aPackage: NewsRecord = { ...rest, kind: 'packageItem', groups: [group], rootGroup: 'g' };
    const variants = [
      outgoingRecord(aPackage, delivery({ kind: 'kill' }), 'korpu', AT),
      send(content, { kind: 'kill' }),
      send({ ...content, pubStatus: 'withheld' }),
      send(content, { withoutRenditions: [A], obligations: [{ type: 'credit', line: 'R', required: true }] }),
    ];
    for (const record of variants) {
      const { bytes } = encodeDocument(format, [record], { sentAt: AT, sender: 'korpu' });
      expect(bytes.length).toBeGreaterThan(20);
    }
  });
});

describe('formatProfile', () => {
  const profile = (record: Partial<NewsItem> = {}, given: Partial<Outgoing> = {}) =>
    formatProfile({ format: 'ninjs' }, makeRecord(record), delivery(given));
  const credit: Partial<Outgoing> = { obligations: [{ type: 'credit', line: 'Report', required: true }] };

  it('is the format alone where nothing is done to the record', () => {
    expect(profile()).toBe('ninjs');
    expect(profile({}, { asNew: true })).toBe('ninjs');
    expect(formatProfile({ format: 'newsml-g2' }, makeRecord(), delivery())).toBe('newsml-g2');
  });

  it('tells the versions of a format apart, and knows which is the newest', () => {
    const of = (formatVersion: string) =>
      formatProfile({ format: 'ninjs', formatVersion }, makeRecord(), delivery({ kind: 'kill' }));
    expect([of('3.1'), of('2.2')]).toEqual(['ninjs+kill', 'ninjs-2.2+kill']);
  });

  it('is shared by deliveries that get the same body, and by no others', () => {
    const corrected = { signals: ['correction'] };
    const profiles = [
      profile(),
      profile({}, credit),
      profile({}, { withoutRenditions: [A] }),
      profile(corrected, { asNew: true }),
      profile({}, { kind: 'kill' }),
      profile({ pubStatus: 'withheld' }),
    ];
    expect(new Set(profiles).size).toBe(profiles.length);
    expect(profile({}, { ...credit })).toBe(profile({}, credit));
    expect(profile(corrected, { asNew: false })).toBe('ninjs');
    expect(profile({}, { ...credit, kind: 'kill' })).toBe(profile({}, { kind: 'kill' }));
  });
});
