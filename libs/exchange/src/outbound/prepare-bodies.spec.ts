import { createHash } from 'node:crypto';
import { checkedEncoder } from '#codecs/checked-encoder.js';
import type { OutputFormat } from '#codecs/codec.js';
import { isPublicFeed } from '#codecs/feed-entry.js';
import { FakeClock } from '#exchange/testing/fake-clock.js';
import { makeClaimed } from '#exchange/testing/make-claimed.js';
import { makeDestination } from '#exchange/testing/make-destination.js';
import { makeRecord } from '#exchange/testing/make-record.js';
import { plainJson } from '#exchange/testing/memory-exchange.js';
import { MemoryBodies } from '#exchange/testing/played-doors.js';
import { asGuid, asQcode } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';
import { conceptNames, type Vocabulary } from '#news/vocabulary.js';
import { type ClaimedDelivery, type Destination, type VersionReader, versionKey } from './outbound-ports.js';
import { type Encoder, PrepareBodies } from './prepare-bodies.js';

const claimed = (itemId: number, given: Partial<ClaimedDelivery> = {}): ClaimedDelivery =>
  makeClaimed({ id: itemId, itemId, guid: asGuid(`urn:item:${itemId}`), asNew: true, ...given });

const links = (itemId: number): Partial<NewsItem> =>
  itemId === 7
    ? { links: ['urn:secret', 'urn:open'].map((guid) => ({ rel: 'seeAlso', guid: asGuid(guid) })) }
    : {};

const SPORT: Vocabulary = {
  id: 'topics',
  name: 'Topics',
  scheme: { alias: 'medtop', uri: 'http://cv.iptc.org/newscodes/mediatopic/' },
  concepts: { '15000000': { names: { az: 'idman', en: 'sport' } } },
  categories: [],
};

const readerOf = (record: NewsItem): VersionReader => ({
  conceptNames: async () => conceptNames([SPORT]),
  records: async () => new Map([[versionKey(1, 1), record]]),
  refused: async () => new Set(),
});

describe('PrepareBodies', () => {
  const destination = makeDestination();
  let bodies: MemoryBodies;
  let encoded: number;
  let asked: string[];
  let prepare: PrepareBodies;
  beforeEach(() => {
    bodies = new MemoryBodies();
    encoded = 0;
    asked = [];
    const versions = {
      records: async (keys: { itemId: number; version: number }[]) => {
        asked.push(...keys.map(({ itemId, version }) => versionKey(itemId, version)));
        return new Map(
          keys
            .filter(({ itemId }) => itemId < 100)
            .map(({ itemId, version }) => [
              versionKey(itemId, version),
              makeRecord({
                guid: `urn:item:${itemId}`,
                body: itemId === 13 ? '<p' : '<p>Mətn</p>',
                ...links(itemId),
              }),
            ]),
        );
      },
      refused: async () => new Set([asGuid('urn:secret')]),
      conceptNames: async () => () => undefined,
    };
    const encode: Encoder = (format, records, context) => {
      encoded += 1;
      if (records[0]?.body === '<p') throw new RangeError('the body is not well-formed');
      return plainJson(format, records, context);
    };
    prepare = new PrepareBodies(versions, bodies, encode, { name: 'korpu' }, new FakeClock());
  });

  it('encodes what leaves, and puts it by with its hash', async () => {
    const [body] = await prepare.run(destination, [claimed(1)]);
    if (body === undefined || 'code' in body) throw new Error('no body');
    expect(JSON.parse(body.bytes.toString())).toMatchObject({
      guid: 'urn:item:1',
      hops: [{ partner: 'report' }, { partner: 'korpu' }],
    });
    expect(body.sha256).toBe(createHash('sha256').update(body.bytes).digest('hex'));
    expect(bodies.kept).toEqual([{ ...body, itemId: 1, version: 1, profile: 'ninjs' }]);
  });

  it('leaves out what the receiver may not know of, in a body of its own', async () => {
    await prepare.run(destination, [claimed(7)]);
    expect(JSON.parse(String(bodies.kept[0]!.bytes)).links).toEqual([{ rel: 'seeAlso', guid: 'urn:open' }]);
    expect(bodies.kept[0]!.profile).toMatch(/^ninjs\+/);
  });

  it('encodes once for all destinations of one profile, now and later', async () => {
    const other = makeDestination({ timeoutSeconds: 3 });
    const [[first], [second]] = await Promise.all([
      prepare.run(destination, [claimed(1)]),
      prepare.run(other, [claimed(1)]),
    ]);
    expect(second).toBe(first);
    await prepare.run(destination, [claimed(1, { attempt: 2 }), claimed(1)]);
    expect(encoded).toBe(1);
    expect(bodies.kept).toHaveLength(1);
  });

  it('reads a version once, for as long as its body is at hand', async () => {
    await prepare.run(destination, [claimed(1)]);
    await prepare.run(makeDestination({ timeoutSeconds: 3 }), [claimed(1), claimed(2)]);
    expect(asked).toEqual(['1/1', '2/1']);
    // Of whom an item may speak is asked for each receiver.
    await prepare.run(destination, [claimed(7)]);
    await prepare.run(destination, [claimed(7)]);
    expect(asked).toEqual(['1/1', '2/1', '7/1', '7/1']);
  });

  it('encodes apart what differs', async () => {
    const credit = [{ type: 'credit' as const, line: 'Report', required: true }];
    await prepare.run(destination, [
      claimed(1),
      claimed(1, { version: 2 }),
      claimed(1, { obligations: credit }),
    ]);
    await prepare.run(makeDestination({ format: 'newsml-g2' }), [claimed(1)]);
    expect(encoded).toBe(4);
    expect(new Set(bodies.kept.map(({ version, profile }) => `${version} ${profile}`)).size).toBe(4);
  });

  it('answers for each delivery, in order, and loses no neighbour of one that cannot be encoded', async () => {
    const prepared = await prepare.run(destination, [claimed(1), claimed(13), claimed(100), claimed(2)]);
    expect(prepared).toMatchObject([
      { contentType: 'application/json' },
      { code: 'delivery.encoding-failed', message: 'the body is not well-formed' },
      { code: 'delivery.version-missing' },
      { contentType: 'application/json' },
    ]);
    expect(bodies.kept.map(({ itemId }) => itemId)).toEqual([1, 2]);
  });

  it('hands on what concepts are called', async () => {
    const record = makeRecord({ guid: 'urn:item:1', subjects: [{ qcode: asQcode('medtop:15000000') }] });
    prepare = new PrepareBodies(
      readerOf(record),
      bodies,
      checkedEncoder(),
      { name: 'korpu' },
      new FakeClock(),
    );
    await prepare.run(destination, [claimed(1)]);
    expect(String(bodies.kept[0]!.bytes)).toMatch(/"name":"(?:idman|sport)"/);
  });

  it('hands on the version of the format, and shares nothing between versions', async () => {
    const versions: (string | undefined)[] = [];
    const reader = readerOf(makeRecord({ guid: 'urn:item:1' }));
    const encode: Encoder = (format, records, context) => {
      versions.push(context.version);
      return plainJson(format, records, context);
    };
    prepare = new PrepareBodies(reader, bodies, encode, { name: 'korpu' }, new FakeClock());
    await prepare.run(destination, [claimed(1)]);
    await prepare.run(makeDestination({ formatVersion: '2.2' }), [claimed(1)]);
    await prepare.run(makeDestination({ formatVersion: '3.1' }), [claimed(1)]);
    expect(versions).toEqual([undefined, '2.2']);
    expect(bodies.kept.map(({ profile }) => profile)).toEqual(['ninjs', 'ninjs-2.2']);
  });

  it('hands on how a receiver wants it, once for all that want it so, and not with a notice', async () => {
    const wishes: unknown[] = [];
    const reader = readerOf(makeRecord({ guid: 'urn:item:1' }));
    const encode: Encoder = (format, records, context) => {
      wishes.push(context.profile);
      return plainJson(format, records, context);
    };
    prepare = new PrepareBodies(reader, bodies, encode, { name: 'korpu' }, new FakeClock());
    const plain = { body: 'plain', headlinePrefix: 'Report:' } as const;
    await prepare.run(makeDestination({ outputProfile: plain }), [claimed(1)]);
    const sameInAnotherOrder = { headlinePrefix: 'Report:', body: 'plain' } as const;
    await prepare.run(makeDestination({ outputProfile: sameInAnotherOrder }), [claimed(1)]);
    await prepare.run(makeDestination({ outputProfile: { body: 'plain' } }), [claimed(1)]);
    await prepare.run(makeDestination({ outputProfile: {} }), [claimed(1)]);
    await prepare.run(makeDestination(), [claimed(1)]);
    await prepare.run(makeDestination({ outputProfile: plain }), [claimed(1, { kind: 'kill' })]);
    expect(wishes).toEqual([plain, { body: 'plain' }, {}, undefined]);
    expect(bodies.kept.map(({ profile }) => profile)).toEqual([
      expect.stringMatching(/^ninjs~[0-9a-f]{16}$/),
      expect.stringMatching(/^ninjs~[0-9a-f]{16}$/),
      'ninjs',
      'ninjs+kill',
    ]);
  });

  describe('with the real encoders, checked', () => {
    const prepared = async (
      given: Partial<NewsItem>,
      to: Partial<Destination>,
      kind: 'item' | 'kill' = 'item',
    ) => {
      const record = makeRecord({ guid: 'urn:item:1', ...given });
      const reader = readerOf(record);
      const real = new PrepareBodies(reader, bodies, checkedEncoder(), { name: 'korpu' }, new FakeClock());
      return (await real.run(makeDestination(to), [claimed(1, { kind })]))[0]!;
    };
    /** What no encoder repairs and every reader stumbles over. */
    const faulty: [OutputFormat, Partial<NewsItem>][] = [
      ['newsml-g2', { versionCreated: 'yesterday' }],
      ['ninjs', { versionCreated: '2026-03-10T09:00:00' }],
      ['nitf', { embargoed: 'soon' }],
      ['rss', { firstCreated: 'yesterday' }],
      ['atom', { versionCreated: 'yesterday' }],
      ['jsonfeed', { versionCreated: 'yesterday' }],
    ];

    it.each(faulty)('refuses a faulty %s, and says what and where', async (format, given) => {
      expect(await prepared({}, { format })).toMatchObject({ contentType: expect.any(String) });
      expect(await prepared(given, { format })).toMatchObject({
        code: 'delivery.invalid-output',
        message: expect.stringMatching(/ at \/.*: "/),
      });
      expect(await prepared(given, { format, transport: 'pull' })).toMatchObject({
        code: 'delivery.invalid-output',
      });
      expect(bodies.kept).toHaveLength(1);
    });

    it('lets a kill leave in any case', async () => {
      const faults: Partial<NewsItem> = { url: 'no address', subjects: [{ uri: '' }] };
      expect(await prepared(faults, { format: 'ninjs' })).toMatchObject({ code: 'delivery.invalid-output' });
      const body = await prepared(faults, { format: 'ninjs' }, 'kill');
      if ('code' in body) throw new Error(body.message);
      expect(JSON.parse(body.bytes.toString())).toMatchObject({ uri: 'urn:item:1', pubStatus: 'canceled' });
    });

    it.each<[OutputFormat, Partial<NewsItem>]>([
      ['rss', { embargoed: 'indefinite' }],
      ['atom', { embargoed: '2099-01-01T00:00:00Z' }],
    ])('sends no %s that says nothing of the item', async (format, given) => {
      expect(await prepared(given, { format })).toMatchObject({ code: 'delivery.not-expressible' });
      expect(await prepared(given, { format, transport: 'pull' })).not.toHaveProperty('code');
    });

    it.each<[OutputFormat, RegExp]>([
      ['newsml-g2', /pubStatus qcode="stat:withheld"/],
      ['ninjs', /"pubstatus":"withheld"/i],
      ['nitf', /management-status="withheld"/],
      [
        'rss',
        /<item><title>HOLD: do not use until it is released\.<.*<guid isPermaLink="false">urn:item:1</s,
      ],
      ['atom', /<at:deleted-entry ref="urn:item:1"/],
      ['jsonfeed', /"id":"urn:item:1","title":"HOLD: do not use until it is released\."/],
      ['email', /^X-Korpu-Status: withheld\r$/m],
    ])('holds an item in %s, whatever is wrong with it', async (format, words) => {
      for (const given of [{}, { url: 'no address' }, { subjects: [{ uri: '' }] }, { embargoed: 'soon' }]) {
        const body = await prepared({ ...given, pubStatus: 'withheld', edNote: 'Call the desk' }, { format });
        if ('code' in body) throw new Error(body.message);
        expect(body.bytes.toString()).toMatch(words);
        expect(body.bytes.toString()).not.toContain('Mətn');
        if (isPublicFeed(format)) expect(body.bytes.toString()).not.toContain('Call the desk');
        if (format !== 'atom') expect(body.bytes.toString()).not.toMatch(/canceled|KILL/i);
      }
    });

    it.each<[OutputFormat, RegExp]>([
      ['newsml-g2', /pubStatus qcode="stat:canceled"/],
      ['ninjs', /"pubstatus":"canceled"/i],
      ['nitf', /management-status="canceled"/],
      ['rss', /<item><title>KILL: do not use.*<guid isPermaLink="false">urn:item:1</s],
      ['atom', /<at:deleted-entry ref="urn:item:1"/],
      ['jsonfeed', /"id":"urn:item:1","title":"KILL: do not use/],
      ['email', /^X-Korpu-Status: canceled\r$[^<]*KILLED: do not use/m],
    ])('takes an item back in %s, whatever it is', async (format, words) => {
      for (const given of [{}, { pubStatus: 'withheld' }, { embargoed: 'indefinite' }] as const) {
        const body = await prepared({ ...given, edNote: 'Call the desk' }, { format }, 'kill');
        if ('code' in body) throw new Error(body.message);
        expect(body.bytes.toString()).toMatch(words);
        expect(body.bytes.toString()).not.toContain('Mətn');
        if (isPublicFeed(format)) expect(body.bytes.toString()).not.toContain('Call the desk');
      }
      const { body: _, ...plan } = makeRecord({ guid: 'urn:item:1' });
      const planned = { ...plan, kind: 'planningItem', coverages: [] } as unknown as NewsItem;
      expect(await prepared(planned, { format }, 'kill')).toHaveProperty('bytes');
    });

    it('lets a killed or held item leave a pull feed without a word', async () => {
      for (const format of ['rss', 'jsonfeed'] as const) {
        for (const [given, kind] of [
          [{}, 'kill'],
          [{ pubStatus: 'withheld' }, 'item'],
        ] as const) {
          const body = await prepared(given, { format, transport: 'pull' }, kind);
          if ('code' in body) throw new Error(body.message);
          expect(body.bytes.toString()).not.toContain('urn:item:1');
        }
      }
    });
  });

  it('lets nothing be sent that could not be put by, and tries again', async () => {
    bodies.broken = true;
    const both = [prepare.run(destination, [claimed(1)]), prepare.run(destination, [claimed(1)])];
    for (const result of await Promise.allSettled(both)) expect(result.status).toBe('rejected');
    bodies.broken = false;
    await prepare.run(destination, [claimed(1)]);
    expect(bodies.kept).toHaveLength(1);
  });

  it('checks what a pull feed will hold, and puts nothing by until something is sent', async () => {
    const feed = makeDestination({ transport: 'pull' });
    expect(await prepare.run(feed, [claimed(13)])).toMatchObject([{ code: 'delivery.encoding-failed' }]);
    expect(await prepare.run(feed, [claimed(1)])).toMatchObject([{ contentType: 'application/json' }]);
    expect(bodies.kept).toEqual([]);
    await prepare.run(destination, [claimed(1)]);
    expect(bodies.kept).toHaveLength(1);
  });
});
