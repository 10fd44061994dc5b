import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { ParseOption, XmlDocument } from 'libxml2-wasm';
import { MediaLibrary } from '#apps/sandbox/src/media/media-library.js';
import type { PublishedItem } from '#apps/sandbox/src/newsroom/published-item.js';
import { Trickle } from '#apps/sandbox/src/newsroom/trickle.js';
import { Wire } from '#apps/sandbox/src/newsroom/wire.js';
import { OriginDocuments } from '#apps/sandbox/src/origins/origin-documents.js';
import { timestamp } from '#apps/sandbox/src/origins/written-item.js';
import { PHRASES } from '#apps/sandbox/src/stock/phrases.js';
import { STOCK_FEEDS } from '#apps/sandbox/src/stock/stock-feeds.js';
import { feedKey } from '#apps/sandbox/src/stock/story.js';
import { decodeDocument } from '#codecs/decode.js';
import {
  G2_SCHEMA,
  ninjsSchemaFaults,
  SCHEMA_FILES,
  type SchemaTexts,
  xsdFaults,
} from '#codecs/schema-check.js';

const START = new Date('2026-03-10T10:00:00Z');
const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);
const SANDBOX = 'http://sandbox.example:3100';

// Pictures are drawn once for all tests.
const media = new MediaLibrary();

function publish(seconds: number) {
  const wire = new Wire(STOCK_FEEDS, START);
  const trickle = new Trickle(wire, STOCK_FEEDS, { startedAt: START, speed: 1, seed: 1 });
  for (let second = 0; second <= seconds; second += 4) trickle.advance(later(second));
  return { wire, documents: new OriginDocuments(wire, media, () => SANDBOX) };
}

/** After half an hour every feed has new, updated, corrected and killed items, with and without pictures and video. */
const HALF_AN_HOUR = 1800;
const { wire, documents } = publish(HALF_AN_HOUR);
const read = (key: string, page = 1) => {
  const document = documents.read(key, page, later(HALF_AN_HOUR));
  if (document === undefined) throw new Error(`no ${key}`);
  return document;
};
const text = (key: string, page = 1): string => {
  const { bytes, contentType } = read(key, page);
  return iconv.decode(bytes, /charset=(.+)$/.exec(contentType)?.[1] ?? 'utf-8');
};
const XML_FEEDS = STOCK_FEEDS.filter(({ format }) => !['jsonfeed', 'ninjs', 'html'].includes(format)).map(
  feedKey,
);

const iptcDir = process.env['IPTC_DIR'] ?? '../shared/iptc';
const hasSchemas = existsSync(iptcDir);
const schemas: SchemaTexts = hasSchemas
  ? Object.fromEntries(
      SCHEMA_FILES.map((name) => [name, join(iptcDir, name)])
        .filter(([, path]) => existsSync(path ?? ''))
        .map(([name, path]) => [name, readFileSync(path ?? '', 'utf8')]),
    )
  : {};
const withSchemas = hasSchemas ? it : it.skip;
const unless = hasSchemas ? '' : ` (skipped: no schemas in ${iptcDir})`;

describe('origin documents', () => {
  it.each(XML_FEEDS)('%s is well-formed', (key) => {
    const declared = text(key).replace(/encoding="[^"]+"/, 'encoding="UTF-8"');
    const parse = (): XmlDocument =>
      XmlDocument.fromString(declared, { option: ParseOption.XML_PARSE_NONET });
    expect(parse).not.toThrow();
    parse().dispose();
  });

  it('shows every listed item, page after page', () => {
    for (const { feed, items } of wire.feeds) {
      const size = feed.pageSize ?? items.length;
      const pages = Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
        text(feedKey(feed), i + 1),
      );
      for (const { guid } of items) expect(pages.join('')).toContain(guid);
      expect(documents.read(feedKey(feed), pages.length + 1, later(HALF_AN_HOUR))).toBeUndefined();
    }
  });

  it('links the pages of the Kazakh feed', () => {
    expect(text('khabar/kk.xml')).toContain(
      `<link rel="next" href="${SANDBOX}/origins/khabar/kk.xml?page=2"`,
    );
    expect(text('khabar/kk.xml', 2)).toContain(
      `<link rel="self" href="${SANDBOX}/origins/khabar/kk.xml?page=2"`,
    );
  });

  it('really writes windows-1251 where it says so', () => {
    const { bytes } = read('report/ru.xml');
    expect(bytes.toString('latin1')).toMatch(/^<\?xml version="1.0" encoding="windows-1251"\?>/);
    expect(bytes.includes(Buffer.from([0xcd, 0xee, 0xe2, 0xee, 0xf1, 0xf2, 0xe8]))).toBe(true); // Новости
    expect(text('report/ru.xml')).not.toContain('?>?');
    expect(bytes.toString('utf8')).toContain('�');
  });

  it('is written once for each change, with the same validators', () => {
    expect(read('report/az.xml')).toBe(read('report/az.xml'));
    const { wire, documents } = publish(0);
    const before = documents.read('report/az.xml', 1, START);
    wire.publish(
      'report/az.xml',
      { slug: 'x', headline: 'Yeni', description: '', paragraphs: [] },
      later(60),
    );
    const after = documents.read('report/az.xml', 1, later(60));
    expect(after?.etag).not.toBe(before?.etag);
    expect(after?.lastModified).toEqual(later(60));
  });

  it('keeps an embargoed item back where the format has no word for it, until its time', () => {
    const { wire, documents } = publish(0);
    const draft = {
      slug: 'x',
      headline: 'Embargolu xəbər',
      description: '',
      paragraphs: [],
      embargoed: later(30),
    };
    wire.publish('report/az.xml', draft, START);
    const at = (seconds: number) => documents.read('report/az.xml', 1, later(seconds));
    expect(at(29)?.bytes.toString()).not.toContain('Embargolu');
    expect(at(30)?.bytes.toString()).toContain('Embargolu');
    expect(at(30)?.lastModified).toEqual(later(30));
    expect(documents.read('report/en.xml', 1, START)?.bytes.toString()).toContain(
      '<embargoed>2026-03-10T10:00:30Z<',
    );
  });

  it('says corrections and kills in every format in its own way', () => {
    const { wire, documents } = publish(0);
    for (const { feed, items } of wire.feeds) {
      const [correct, kill] = items.filter(
        ({ embargoed, itemClass }) => !embargoed && itemClass !== 'picture',
      );
      wire.revise(correct?.guid ?? '', { signal: 'correction', edNote: 'note' }, later(5));
      wire.kill(kill?.guid ?? '', later(6));
      const written = documents.read(feedKey(feed), 1, later(6));
      const decoded = iconv.decode(written?.bytes ?? Buffer.alloc(0), feed.charset ?? 'utf-8');
      const said = {
        'newsml-g2': ['qcode="sig:correction"', 'qcode="stat:canceled"'],
        ninjs: ['"edNote": "note"|"ednote": "note"', '"pub[Ss]tatus": "canceled"'],
        atom: ['ТҮЗЕТУ: ', `<at:deleted-entry ref="${kill?.guid}"`],
        rss: [
          '(DÜZƏLİŞ|ИСПРАВЛЕНИЕ|TUZATISH|ТУЗАТИШ): ',
          '(LƏĞV EDİLDİ|АННУЛИРОВАНО|BEKOR QILINDI|БЕКОР ҚИЛИНДИ): ',
        ],
        rdf: ['ИСПРАВЛЕНИЕ: ', 'АННУЛИРОВАНО: '],
        jsonfeed: ['CORRECTION: ', 'KILL: '],
        html: ['ИСПРАВЛЕНИЕ: ', 'АННУЛИРОВАНО: '],
      }[feed.format];
      for (const words of said) expect(decoded).toMatch(new RegExp(words));
      // Nothing of the withdrawn text is left.
      expect(decoded).not.toContain(kill?.paragraphs[0]);
    }
  });

  withSchemas(`report/en.xml is valid by the NewsML-G2 2.35 XSD${unless}`, () => {
    expect(xsdFaults(read('report/en.xml').bytes, G2_SCHEMA, schemas)).toEqual([]);
  });

  withSchemas(`khabar/en.json is valid by the ninjs schemas of all three versions${unless}`, () => {
    const objects = JSON.parse(text('khabar/en.json')) as { standard?: { version: string } }[];
    const versions = objects.map(({ standard }) => standard?.version ?? '1.4');
    expect(new Set(versions)).toEqual(new Set(['1.4', '2.2', '3.1']));
    const faults = objects.flatMap((object, i) =>
      ninjsSchemaFaults(object, versions[i] ?? '', schemas, `/${i}`),
    );
    expect(faults).toEqual([]);
  });

  it('has a site whose list, sitemap and pages say to the decoder what the newsroom meant', () => {
    const { items, feed } = wire.feed('khabar/ru.html') as NonNullable<ReturnType<Wire['feed']>>;
    const listed = items.slice(0, feed.pageSize);
    expect(listed.length).toBeGreaterThan(10);
    const pagesOf = (key: string) =>
      decodeDocument(read(key).bytes, { baseUrl: `${SANDBOX}/origins/${key}`, listing: {} }).pages?.map(
        ({ href }) => href.replace('?utm_source=news', ''),
      );
    const urls = listed.map(({ pagePath }) => SANDBOX + pagePath);
    expect(pagesOf('khabar/ru.html')).toEqual(urls);
    expect(pagesOf('khabar/ru-sitemap.xml')).toEqual(urls);
    for (const item of listed) {
      const page = documents.readStory(item.pagePath, later(HALF_AN_HOUR));
      const { records, warnings } = decodeDocument(page?.bytes ?? Buffer.alloc(0), {
        format: 'html',
        baseUrl: SANDBOX + item.pagePath,
        languages: ['ru'],
        headlineSignals: { ИСПРАВЛЕНИЕ: 'correction', АННУЛИРОВАНО: 'kill' },
      });
      expect(warnings).toEqual([]);
      expect(records).toMatchObject([
        {
          headline: item.headline,
          firstCreated: timestamp(item.firstCreated),
          versionCreated: timestamp(item.versionCreated),
          pubStatus: item.pubStatus,
          itemClass: item.pubStatus === 'canceled' ? 'text' : item.itemClass,
        },
      ]);
      if (item.pubStatus === 'canceled') continue;
      for (const paragraph of item.paragraphs) expect(plain(records[0]?.body)).toContain(paragraph);
      expect(records[0]?.rights?.usageTerms).toEqual([item.usageTerms]);
    }
  });

  it.each(STOCK_FEEDS.filter(({ format }) => format !== 'html').map(feedKey))(
    '%s says to the decoder what the newsroom meant',
    (key) => {
      const { feed, items } = wire.feed(key) as NonNullable<ReturnType<Wire['feed']>>;
      const decoded = decodeDocument(read(key).bytes, {
        baseUrl: `${SANDBOX}/origins/${key}`,
        languages: [feed.language],
        headlineSignals: Object.fromEntries(
          Object.values(PHRASES).flatMap(({ correctionPrefix, killPrefix }) => [
            [correctionPrefix, 'correction'],
            [killPrefix, 'kill'],
          ]),
        ),
      });
      expect(decoded).toMatchObject({ format: feed.format, charset: feed.charset ?? 'utf-8' });
      // What a package tells of its members beside their titles is hints: the members say it themselves. How a message was
      // sent is nobody's news.
      const told = decoded.warnings.filter(
        ({ at }) => !/\/groupSet\/group\/itemRef\/|^\/newsMessage\/header$/.test(at),
      );
      expect(told).toEqual([]);
      const listed = items.slice(0, feed.pageSize ?? items.length);
      expect(decoded.records.map(({ guid }) => guid).sort()).toEqual(listed.map(({ guid }) => guid).sort());
      for (const record of decoded.records) {
        const item = wire.find(record.guid) as PublishedItem;
        const isShown = item.pubStatus !== 'canceled';
        expect([record.guid, record.pubStatus]).toEqual([item.guid, item.pubStatus]);
        // ninjs has no word for a correction: there it is a version with a note.
        const isCorrection = item.signal === 'correction' && feed.format !== 'ninjs';
        expect(record.signals?.includes('correction') ?? false).toBe(isCorrection);
        expect(record.embargoed).toBe(item.embargoed && timestamp(item.embargoed));
        // An Atom tombstone tells nothing but which item is gone, and when.
        if (!isShown && feed.format === 'atom') continue;
        expect(record.headline).toContain(item.headline);
        expect(record.language?.split('-')[0]).toBe(item.language.split('-')[0]);
        if (!isShown) continue;
        expect(record.itemClass).toBe(item.itemClass);
        for (const paragraph of item.itemClass === 'picture' ? [] : item.paragraphs)
          expect(plain(record.body)).toContain(paragraph);
        const hrefs = record.renditions?.map(({ href }) => href) ?? [];
        for (const { path, medium } of media.filesOf(item.media)) {
          if (medium === 'video') expect(hrefs).toContain(SANDBOX + path);
        }
      }
    },
  );
});

const plain = (body = ''): string => body.replaceAll(/<[^>]+>/g, '');
