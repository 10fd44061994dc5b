import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { asGuid } from '#news/ids.js';
import { type Format, OUTPUT_FORMATS, UndecodableDocument } from './codec.js';
import { decodeDocument } from './decode.js';
import { encodeDocument } from './encode.js';
import { ninjsVersion } from './ninjs/version.js';
import { ninjsSchemaFaults } from './schema-check.js';
import { itWithSchemas, schemas } from './testing/schemas.js';
import { zipOf } from './testing/zip-of.js';
import { validateDocument } from './validate.js';

const item = (change: (xml: string) => string = (xml) => xml): Buffer =>
  Buffer.from(
    change(`<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:report.az:20260310:1" version="1"
  standard="NewsML-G2" standardversion="2.35" conformance="power" xml:lang="az">
  <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>
  <itemMeta>
    <itemClass qcode="ninat:text"/>
    <provider literal="report"><name>Report</name></provider>
    <versionCreated>2026-03-10T13:00:00+04:00</versionCreated>
    <pubStatus qcode="stat:usable"/>
  </itemMeta>
  <contentMeta>
    <headline>Bakıda kitab sərgisi açılıb</headline>
  </contentMeta>
  <contentSet>
    <inlineXML contenttype="application/xhtml+xml">
      <html xmlns="http://www.w3.org/1999/xhtml"><head><title>Sərgi</title></head><body><p>Mətn</p></body></html>
    </inlineXML>
    <remoteContent href="https://report.example.org/1.jpg" contenttype="image/jpeg"/>
  </contentSet>
</newsItem>`),
  );

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

describe('validateDocument, NewsML-G2', () => {
  it('finds no fault in a good item, and says that no schema was there', () => {
    expect(validateDocument(item())).toEqual({
      format: 'newsml-g2',
      valid: true,
      schema: 'not installed',
      faults: [],
    });
  });

  itWithSchemas('checks the XSD', (texts) => {
    expect(validateDocument(item(), { schemas: texts })).toMatchObject({ valid: true, schema: 'checked' });
  });

  itWithSchemas('names the element that the XSD refuses, with its line', (texts) => {
    const bytes = item((xml) =>
      xml.replace('<versionCreated>', '<firstCreated>2026-03-10T12:00:00Z</firstCreated>\n<versionCreated>'),
    );
    const { valid, faults } = validateDocument(bytes, { schemas: texts });
    expect(valid).toBe(false);
    expect(faults[0]).toMatchObject({ code: 'xsd.invalid', at: '/newsItem/itemMeta/firstCreated', line: 8 });
  });

  // What the XSD accepts and an exchange must not: the code, and what to change for it.
  const accepted: [code: string, at: string, change: (xml: string) => string][] = [
    ['g2.no-catalog', '/newsItem', (xml) => xml.replace(/<catalogRef[^>]*>/, '')],
    [
      'g2.unknown-alias',
      '/newsItem/contentMeta/genre/@qcode',
      (xml) => xml.replace('<headline>', '<genre qcode="dpagenre:1"/><headline>'),
    ],
    ['g2.empty-item-class', '/newsItem/itemMeta/itemClass', (xml) => xml.replace(' qcode="ninat:text"', '')],
    [
      'g2.empty-provider',
      '/newsItem/itemMeta/provider',
      (xml) => xml.replace(/<provider.*<\/provider>/, '<provider/>'),
    ],
    [
      'g2.unknown-pub-status',
      '/newsItem/itemMeta/pubStatus',
      (xml) => xml.replace('stat:usable', 'stat:withdrawn'),
    ],
    [
      'g2.version-created-without-zone',
      '/newsItem/itemMeta/versionCreated',
      (xml) => xml.replace('+04:00<', '<'),
    ],
    [
      'g2.remote-content-without-target',
      '/newsItem/contentSet/remoteContent',
      (xml) => xml.replace(/ href="https:\/\/report[^"]*"/, ''),
    ],
    [
      'g2.xhtml-namespace',
      '/newsItem/contentSet/inlineXML/html',
      (xml) => xml.replace(' xmlns="http://www.w3.org/1999/xhtml"', ' xmlns=""'),
    ],
    ['g2.xhtml', '/newsItem/contentSet/inlineXML/html', (xml) => xml.replace(/<head>.*<\/head>/, '')],
    [
      'g2.xhtml',
      '/newsItem/contentSet/inlineXML/html/body/story',
      (xml) => xml.replace('<p>Mətn</p>', '<story>Mətn</story>'),
    ],
    [
      'g2.xhtml',
      '/newsItem/contentSet/inlineXML/html/body/p/p',
      (xml) => xml.replace('<p>Mətn</p>', '<p><p>Mətn</p></p>'),
    ],
    [
      'g2.xhtml',
      '/newsItem/contentSet/inlineXML/html/body/li',
      (xml) => xml.replace('<p>Mətn</p>', '<li>Mətn</li>'),
    ],
    [
      'g2.embargoed-without-zone',
      '/newsItem/itemMeta/embargoed',
      (xml) => xml.replace('<pubStatus', '<embargoed>2026-03-10T18:00:00</embargoed><pubStatus'),
    ],
  ];

  it.each(accepted)('refuses: %s at %s', (code, at, change) => {
    const { valid, faults } = validateDocument(item(change));
    expect(valid).toBe(false);
    expect(faults.map((fault) => [fault.code, fault.at])).toEqual([[code, at]]);
    expect(faults[0]!.line).toBeGreaterThan(1);
  });

  itWithSchemas('accepts by the XSD what the linter refuses: that is what the linter is for', (texts) => {
    for (const [code, , change] of accepted) {
      const { faults } = validateDocument(item(change), { schemas: texts });
      expect([code, faults.filter((fault) => fault.code === 'xsd.invalid')]).toEqual([code, []]);
    }
  });

  const group = (inner: string, root = 'G1'): Buffer =>
    item((xml) =>
      xml
        .replaceAll('newsItem', 'packageItem')
        .replace(
          /<contentSet>[\s\S]*<\/contentSet>/,
          `<groupSet root="${root}"><group id="G1">${inner}</group></groupSet>`,
        ),
    );

  it.each([
    ['g2.item-ref-without-target', group('<itemRef contenttype="text/plain"/>')],
    ['g2.group-root-dangling', group('<itemRef residref="urn:x:1"/>', 'G2')],
    ['g2.group-ref-dangling', group('<groupRef idref="G7"/>')],
    [
      'g2.no-item',
      Buffer.from('<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet/></newsMessage>'),
    ],
    ['xml.malformed', item((xml) => xml.replace('</itemMeta>', ''))],
  ])('refuses: %s', (code, bytes) => {
    expect(codes(bytes)).toContain(code);
  });

  it('knows the aliases that an inline catalog declares', () => {
    const bytes = item((xml) =>
      xml
        .replace(
          '<itemMeta>',
          '<catalog><scheme alias="rep" uri="https://report.example.org/v/"/></catalog><itemMeta>',
        )
        .replace('<headline>', '<subject qcode="rep:12"/><headline>'),
    );
    expect(codes(bytes)).toEqual([]);
  });

  it('does not call an alias unknown that a catalog elsewhere may declare', () => {
    const bytes = item((xml) =>
      xml
        .replace('<itemMeta>', '<catalogRef href="https://report.example.org/catalog.xml"/><itemMeta>')
        .replace('<headline>', '<subject qcode="rep:12"/><headline>'),
    );
    expect(codes(bytes)).toEqual([]);
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

describe('validateDocument, other formats', () => {
  it.each([
    ['ninjs.no-uri', '{"versionCreated":"2026-03-10T09:00:00Z","headlines":[{"value":"Sərgi"}]}'],
    ['ninjs.unknown-pub-status', '{"uri":"urn:newsml:1","pubStatus":"withdrawn"}'],
    ['ninjs.date-without-zone', '{"uri":"urn:newsml:1","versionCreated":"2026-03-10T09:00:00"}'],
    [
      'ninjs.rendition-without-href',
      '{"uri":"urn:newsml:1","renditions":[{"name":"main"}],"pubStatus":"usable"}',
    ],
    ['ninjs.no-uri', '{"uri":"urn:newsml:1","pubStatus":"usable","associations":[{"name":"picture"}]}'],
  ])('finds %s in ninjs', (code, text) => {
    const faults = validateDocument(Buffer.from(text), { format: 'ninjs' }).faults;
    expect(faults.map((fault) => fault.code)).toContain(code);
  });

  itWithSchemas('knows good from bad in every version of ninjs', (texts) => {
    const faultsOf = (version: string, object: object): number =>
      ninjsSchemaFaults(object, version, texts, '').length;
    for (const version of ['1.0', '1.4', '1.6']) {
      const good = {
        uri: 'urn:newsml:1',
        type: 'text',
        headline: 'Sərgi',
        body_text: 'Mətn',
        versioncreated: '2026-03-10T09:00:00Z',
      };
      expect([version, faultsOf(version, good)]).toEqual([version, 0]);
      expect(faultsOf(version, { ...good, uri: undefined })).toBeGreaterThan(0);
      expect(faultsOf(version, { ...good, type: 'story' })).toBeGreaterThan(0);
      expect(faultsOf(version, { ...good, signal: 'update' })).toBeGreaterThan(0);
      expect(faultsOf(version, { ...good, associations: { one: { headline: 'no uri' } } })).toBeGreaterThan(
        0,
      );
      expect(faultsOf(version, { ...good, associations: { one: good } })).toBe(0);
    }
    for (const version of ['2.0', '2.2', '3.0', '3.1']) {
      const good = {
        uri: 'urn:newsml:1',
        type: 'text',
        headlines: [{ value: 'Sərgi' }],
        places: [{ name: 'Bakı' }],
      };
      expect([version, faultsOf(version, good)]).toEqual([version, 0]);
      expect(faultsOf(version, { ...good, uri: undefined })).toBeGreaterThan(0);
      expect(faultsOf(version, { ...good, headlines: [{ role: 'main' }] })).toBeGreaterThan(0);
      expect(faultsOf(version, { ...good, signal: 'update' })).toBeGreaterThan(0);
      expect(faultsOf(version, { ...good, associations: [{ ...good, name: 'one' }] })).toBe(0);
      // Only since 2.1 must an association have a name.
      expect(faultsOf(version, { ...good, associations: [good] })).toBe(version === '2.0' ? 0 : 1);
    }
  });

  itWithSchemas('checks NITF by a DTD, of any edition of 3.x, as the XSD of 3.6 would', (texts) => {
    const nitf = (paragraph: string): string =>
      `<?xml version="1.0" encoding="windows-1251"?>
<nitf version="-//IPTC//DTD NITF 3.2//EN" change.date="October 10, 2003" change.time="19:30" baselang="ru">
<head><meta name="regional" content=""/></head>
<body><body.content>${paragraph}</body.content></body></nitf>`;
    const check = (text: string) =>
      validateDocument(Buffer.from(text, 'latin1'), { format: 'nitf', schemas: texts });
    expect(check(nitf('<p>\xcc\xee\xf1\xea\xe2\xe0</p>'))).toMatchObject({ valid: true, schema: 'checked' });
    expect(check(nitf('<para>x</para>')).faults).toEqual([
      expect.objectContaining({ code: 'xsd.invalid', at: '/nitf/body/body.content/para', line: 4 }),
    ]);
  });

  itWithSchemas('checks ninjs by the schema of its version', (texts) => {
    const report = validateDocument(
      Buffer.from('{"uri":"urn:newsml:1","pubStatus":"usable","signal":"update"}'),
      {
        format: 'ninjs',
        schemas: texts,
      },
    );
    expect(report).toMatchObject({ valid: false, schema: 'checked' });
    expect(report.faults[0]).toMatchObject({ code: 'schema.invalid', at: '/' });
  });

  it.each([
    ['1.6', { uri: 'x:1', headline: 'Sərgi', byline: 'A' }],
    ['2.2', { uri: 'x:1', headlines: [{ value: 'Sərgi' }], versioncreated: '2026-03-10T09:00:00Z' }],
    ['3.1', { uri: 'x:1', versionCreated: '2026-03-10T09:00:00Z' }],
    ['2.2', { uri: 'x:1', by: 'A', pubstatus: 'usable' }],
    ['1.6', { uri: 'x:1', pubstatus: 'usable', renditions: { main: { href: 'x:2' } } }],
    ['3.1', { uri: 'x:1', renditions: [{ name: 'main', contentType: 'image/jpeg' }] }],
    ['3.1', { uri: 'x:1' }],
    ['3.1', 'not an object'],
    ['3.0', { uri: 'x:1', standard: { name: 'ninjs', version: '3.0' } }],
    ['3.1', { uri: 'x:1', plannedCoverage: [], standard: { name: 'ninjs', version: '2.2' } }],
    ['2.2', { uri: 'x:1', pubstatus: 'usable', standard: { name: 'ninjs', version: '2.2' } }],
    ['1.4', { uri: 'x:1', $standard: { schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_1.3.json' } }],
  ])('takes an object for ninjs %s', (version, object) => {
    expect(ninjsVersion(object)).toBe(version);
  });

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
