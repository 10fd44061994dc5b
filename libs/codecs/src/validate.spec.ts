import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { asGuid } from '#news/ids.js';
import { type Format, OUTPUT_FORMATS, UndecodableDocument } from './codec.js';
import { decodeDocument } from './decode.js';
import { encodeDocument } from './encode.js';
import type { SchemaTexts } from './schema-check.js';
import { newsItem as item } from './testing/newsml-g2-item.js';
import { itWithSchemas, schemas } from './testing/schemas.js';
import { type ZipMember, zipOf } from './testing/zip-of.js';
import { validateDocument } from './validate.js';

const codes = (bytes: Buffer): string[] => validateDocument(bytes).faults.map(({ code }) => code);

describe('validateDocument, of what is packed', () => {
  const bad = item((xml) => xml.replace(/<versionCreated>.*?<\/versionCreated>/, ''));
  const [fault] = validateDocument(bad).faults;

  it.each([
    ['gzip', gzipSync(bad), fault!.at],
    [
      'zip',
      zipOf([
        { name: 'a.xml', data: item() },
        { name: 'b.xml', data: bad },
      ]),
      `b.xml${fault!.at}`,
    ],
    [
      'zip in gzip in zip',
      zipOf([{ name: 'in.zip', data: gzipSync(zipOf([{ name: 'b.xml', data: bad }])) }]),
      `in.zip/b.xml${fault!.at}`,
    ],
  ])('checks what is in it: %s', (_name, packed, at) => {
    expect(validateDocument(packed)).toEqual({
      ...validateDocument(bad),
      faults: [{ ...fault, at }],
    });
  });

  const rss =
    '<rss version="2.0"><channel><title>a</title><link>https://a.example/</link><description>b</description></channel></rss>';
  const feed = { name: 'a.xml', data: Buffer.from(rss) };
  const g2 = { name: 'b.xml', data: item() };
  const ninjs = { name: 'c.json', data: Buffer.from('{"uri":"urn:newsml:1","pubStatus":"usable"}') };

  it.each([
    ['without a schema', [feed], { format: 'rss', schema: 'none' }],
    ['and one whose schema is not there', [feed, g2], { format: 'rss', schema: 'not installed' }],
    ['in another order', [g2, feed], { format: 'newsml-g2', schema: 'not installed' }],
  ])('says whether the files of an archive were checked by schemas: a feed %s', (_name, members, report) => {
    expect(validateDocument(zipOf(members))).toMatchObject({ ...report, valid: true });
  });

  itWithSchemas('says that an archive was checked where each file was that has a schema', (texts) => {
    const schemaOf = (members: ZipMember[], installed: SchemaTexts) =>
      validateDocument(zipOf(members), { schemas: installed }).schema;
    expect(schemaOf([feed, g2, ninjs], texts)).toBe('checked');
    const ofXml = Object.fromEntries(Object.entries(texts).filter(([file]) => file.endsWith('.xsd')));
    expect(schemaOf([g2, ninjs], ofXml)).toBe('not installed');
  });

  it('says which file of an archive cannot be checked, and that a stream was cut off', () => {
    const archive = zipOf([
      { name: 'a.xml', data: item() },
      { name: 'b.bin', data: Buffer.from('no news') },
    ]);
    expect(validateDocument(archive)).toMatchObject({
      valid: false,
      faults: [{ code: 'decode.unknown-format', at: 'b.bin' }],
    });
    const cut = gzipSync(item());
    expect(validateDocument(cut.subarray(0, -8)).faults).toMatchObject([{ code: 'document-cut-off' }]);
  });
});

const GOOD: [Format, string][] = OUTPUT_FORMATS.map((format) => {
  const record = {
    kind: 'newsItem' as const,
    guid: asGuid('urn:newsml:1'),
    version: 1,
    itemClass: 'video' as const,
    provider: { name: 'Report' },
    versionCreated: '2026-03-10T09:00:00Z',
    pubStatus: 'usable' as const,
    headline: 'Sərgi',
    body: '<p>Mətn</p>',
    renditions: [{ href: 'https://report.example.org/1.mp4', contentType: 'video/mp4', description: 'x' }],
    subjects: [{ name: 'kitab' }],
    fingerprint: '',
  };
  const context = { sentAt: '2026-03-10T09:00:00Z', sender: 'Korpu' };
  return [format, encodeDocument(format, [record], context).bytes.toString()];
});

describe('validateDocument', () => {
  it.each([
    ['rss.channel-incomplete', '<rss version="2.0"><channel><title>a</title><link>b</link></channel></rss>'],
    [
      'rss.item-empty',
      '<rss version="2.0"><channel><title>a</title><link>b</link><description/><item><guid>1</guid></item></channel></rss>',
    ],
    ['atom.incomplete', '<feed xmlns="http://www.w3.org/2005/Atom"><id>a</id><title>b</title></feed>'],
    [
      'jsonfeed.no-content',
      '{"version":"https://jsonfeed.org/version/1.1","title":"a","items":[{"id":"1"}]}',
    ],
  ])('finds %s', (code, text) => {
    expect(codes(Buffer.from(text))).toContain(code);
  });

  it.each([
    ['decode.empty', ''],
    ['decode.unknown-format', 'plain words'],
  ])('throws %s', (code, text) => {
    expect(() => validateDocument(Buffer.from(text))).toThrow(expect.objectContaining({ code }));
  });

  it('takes a message for one whatever is attached to it, as decoding does', () => {
    const message =
      'From: a@example.org\r\nDate: Tue, 10 Mar 2026 09:00:00 +0000\r\nSubject: x\r\nMIME-Version: 1.0\r\n' +
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/xml\r\n\r\n<nitf><body/></nitf>\r\n--b--';
    expect(validateDocument(Buffer.from(message))).toMatchObject({ format: 'email', valid: true });
  });

  it.each(['<opml version="1.0"><body/></opml>', '\x89PNG\r\n', 'plain words'])(
    'says of what is not read what decoding says: %j',
    (text) => {
      const bytes = Buffer.from(text, 'latin1');
      const said = (run: () => unknown): string => {
        try {
          run();
        } catch (error) {
          if (error instanceof UndecodableDocument) return `${error.code}: ${error.message}`;
          throw error;
        }
        return 'nothing';
      };
      expect(said(() => validateDocument(bytes))).toBe(said(() => decodeDocument(bytes)));
      expect(said(() => validateDocument(bytes))).toMatch(/^decode\.un/);
    },
  );

  it('keeps to the format it is told', () => {
    expect(validateDocument(Buffer.from('{"a":1}'), { format: 'jsonfeed', schemas }).format).toBe('jsonfeed');
  });

  /** A document with something cut out, doubled or put in: what a broken sender or a curious person gives. */
  const mutated = fc
    .tuple(
      fc.constantFrom(...GOOD),
      fc.nat(),
      fc.nat({ max: 40 }),
      fc.oneof(
        fc.string(),
        fc.constantFrom('<', '>', '&', '"', '{', '[', ']', 'null', '<a>', '</a>', '<!--', '\0', '__proto__'),
      ),
    )
    .map(([[format, text], at, length, put]) => {
      const from = at % (text.length + 1);
      return [format, text.slice(0, from) + put + text.slice(from + length)] as const;
    });

  it('says the line where a document ends too early', () => {
    const rss = Buffer.from('<?xml version="1.0"?>\n<rss><channel>\n<item>\n<title>x');
    const { schema, faults } = validateDocument(rss);
    expect(schema).toBe('none');
    expect(faults[0]).toEqual({
      code: 'xml.malformed',
      at: '/rss',
      line: 4,
      message: 'the document ends within <rss> <channel> <item> <title>',
    });
    const [warning] = decodeDocument(rss).warnings;
    expect(warning?.detail).toBe('line 4: the document ends inside <title>');
  });

  it('calls a page that is no story what it is, unless it is told that pages come', () => {
    const error = Buffer.from(
      '<html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>',
    );
    expect(validateDocument(error)).toEqual({
      format: 'html',
      valid: false,
      schema: 'none',
      faults: [
        {
          code: 'decode.html-instead-of-feed',
          at: '/',
          message: 'An HTML page titled "502 Bad Gateway" came where a feed was expected',
        },
      ],
    });
    expect(validateDocument(error, { format: 'html' }).valid).toBe(true);
    const story = '<html><head><meta property="og:type" content="article"><title>A</title></head></html>';
    expect(validateDocument(Buffer.from(story)).valid).toBe(true);
  });

  it('answers for any document, or says that it is none', () => {
    fc.assert(
      fc.property(mutated, ([format, text]) => {
        try {
          const { faults } = validateDocument(Buffer.from(text), { format, schemas });
          for (const fault of faults)
            expect(fault).toMatchObject({ code: expect.any(String), at: expect.stringMatching(/^\//) });
        } catch (error) {
          expect(error).toBeInstanceOf(UndecodableDocument);
        }
      }),
      { numRuns: 600 },
    );
  });

  it.each<[string, 'ninjs' | 'jsonfeed', string]>([
    ['nested lists', 'ninjs', '['.repeat(20_000) + ']'.repeat(20_000)],
    [
      'nested associations',
      'ninjs',
      `${'{"uri":"x:1","associations":[{"a":'.repeat(5_000)}1${'}]}'.repeat(5_000)}`,
    ],
    [
      'associations in associations',
      'ninjs',
      `${'{"uri":"x:1","associations":['.repeat(5_000)}${']}'.repeat(5_000)}`,
    ],
    ['nested objects', 'jsonfeed', `${'{"items":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ])('answers for %s', (_case, format, text) => {
    expect(validateDocument(Buffer.from(text), { format, schemas }).valid).toBe(false);
  });
});

it('finds the lines of thousands of faults without going through the document for each', () => {
  const attachments = Array.from({ length: 20_000 }, () => '{}').join(',\n');
  const text = `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"a","content_text":"x","attachments":[\n${attachments}]}]}`;
  const before = process.cpuUsage();
  const { faults } = validateDocument(Buffer.from(text));
  const { user, system } = process.cpuUsage(before);
  expect(faults).toHaveLength(40_000);
  expect(faults.at(-1)).toMatchObject({ at: '/items/0/attachments/19999', line: 20_001 });
  // A look for each took more than a minute.
  expect((user + system) / 1000).toBeLessThan(4000);
});

it.each<[string, Format, string]>([
  [
    'a thousand elements of no name',
    'newsml-g2',
    `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta>${'<x/>'.repeat(10_000)}</itemMeta>${'<y/>'.repeat(10_000)}</newsItem>`,
  ],
  ['tags of NITF that nothing closes', 'nitf', `<nitf-set>${'<nitf >'.repeat(100_000)}</nitf-set>`],
  ['declarations that nothing closes', 'nitf', `<nitf-set>${'<!'.repeat(100_000)}</nitf-set>`],
])('checks %s in a time that grows as they do', (_case, format, text) => {
  const before = process.cpuUsage();
  expect(validateDocument(Buffer.from(text), { format, schemas }).valid).toBe(false);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(3000);
});
