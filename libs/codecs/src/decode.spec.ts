import { randomBytes } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type DecodeContext, type Decoded, type Format, UndecodableDocument } from './codec.js';
import { decodeDocument } from './decode.js';
import { anyLetter } from './testing/any-letter.js';

const RSS =
  '<?xml version="1.0"?><rss version="2.0"><channel><title>Xəbər</title><item><title>Gəncədə yeni park açıldı</title>' +
  '<guid>https://example.az/1</guid></item></channel></rss>';

const codeOf = (document: string | Buffer, context?: DecodeContext): string => {
  try {
    decodeDocument(Buffer.from(document), context);
    return 'decoded';
  } catch (error) {
    if (error instanceof UndecodableDocument) return error.code;
    throw error;
  }
};

describe('decodeDocument', () => {
  it.each<[string, Buffer]>([
    ['plain', Buffer.from(RSS)],
    ['gzip', gzipSync(RSS)],
    ['zlib', deflateSync(RSS)],
    ['gzip twice', gzipSync(gzipSync(RSS))],
    ['gzip that was cut off', gzipSync(`${RSS}${' '.repeat(10)}`).subarray(0, -9)],
    ['with a mark and blank lines', Buffer.from(`\ufeff\n\n  ${RSS}`)],
  ])('reads a document that comes %s', (_name, bytes) => {
    const { format, charset, records } = decodeDocument(bytes);
    expect([format, charset, records[0]?.headline]).toEqual(['rss', 'utf-8', 'Gəncədə yeni park açıldı']);
  });

  it('says that a packed document was cut off, whether or not it can be read', () => {
    const packed = gzipSync(RSS);
    const warning = {
      code: 'document-cut-off',
      at: 'document',
      detail: 'the packed document ends before its end',
    };
    expect(decodeDocument(packed).warnings).toEqual([]);
    expect(decodeDocument(packed.subarray(0, -4)).warnings).toEqual([warning]);
    expect(decodeDocument(deflateSync(RSS).subarray(0, -2)).warnings).toEqual([warning]);
    expect(() => decodeDocument(packed.subarray(0, 12))).toThrow(warning.detail);
  });

  it('reads gzip whose checksum is wrong, and says so', () => {
    const packed = gzipSync(RSS);
    packed[packed.length - 6]! ^= 1;
    // The flag of a name and an extra field, as programs write them.
    const header = Buffer.from([
      0x1f,
      0x8b,
      8,
      12,
      0,
      0,
      0,
      0,
      0,
      3,
      2,
      0,
      65,
      66,
      ...Buffer.from('f.xml\0'),
    ]);
    for (const bytes of [packed, Buffer.concat([header, packed.subarray(10)])]) {
      const { records, warnings } = decodeDocument(bytes);
      expect(records[0]?.headline).toBe('Gəncədə yeni park açıldı');
      expect(warnings).toMatchObject([{ code: 'document-damaged', at: 'document' }]);
    }
  });

  it('reads all members of gzip whose checksum is wrong, and those before one that is damaged', () => {
    const half = RSS.indexOf('</rss>');
    const first = gzipSync(RSS.slice(0, half));
    const second = gzipSync(RSS.slice(half));
    const read = (...members: Buffer[]) => {
      const { records, warnings } = decodeDocument(Buffer.concat(members));
      return [records[0]?.headline, ...warnings.map(({ code, detail }) => `${code}: ${detail}`)];
    };
    const told = (detail: string) => ['Gəncədə yeni park açıldı', `document-damaged: ${detail}`];
    const recovered = 'xml-recovered: line 1: the document ends inside <rss>';
    expect(read(first, second)).toEqual(['Gəncədə yeni park açıldı']);
    first[first.length - 6]! ^= 1;
    expect(read(first, second)).toEqual(
      told('the packed document does not have the checksum that stands behind it'),
    );
    second.fill(0xff, 10, 18);
    expect(read(first, second)).toEqual([
      ...told('the packed document is damaged, and what stands behind the damage is not read'),
      recovered,
    ]);
  });

  it('says of gzip that cannot be unpacked that it is gzip', () => {
    const packed = gzipSync(RSS);
    packed.fill(0xff, 12, 60);
    expect(() => decodeDocument(packed)).toThrow('packed by gzip and damaged');
  });

  it('finishes records: language with script, fingerprint, nothing absent', () => {
    const [record] = decodeDocument(Buffer.from(RSS)).records;
    expect(record).toEqual({
      kind: 'newsItem',
      guid: 'https://example.az/1',
      version: 1,
      itemClass: 'text',
      provider: { name: 'Xəbər' },
      pubStatus: 'usable',
      headline: 'Gəncədə yeni park açıldı',
      url: 'https://example.az/1',
      language: 'az-Latn',
      languageConfidence: expect.any(Number),
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('reads past what a broken server prints before the feed, and says so', () => {
    const { records, warnings } = decodeDocument(
      Buffer.from(`<br />\n<b>Warning</b>: feof() in rss.php\n${RSS}`),
    );
    expect(records).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ code: 'xml-recovered', detail: expect.stringContaining('Warning') });
  });

  it('reads a channel of CDF past that too', () => {
    const cdf =
      '<channel><title>Feed</title><item href="https://example.org/1"><title>Story</title></item></channel>';
    expect(decodeDocument(Buffer.from(`Notice: x\n${cdf}`)).records).toMatchObject([
      { headline: 'Story', url: 'https://example.org/1' },
    ]);
  });

  it.each<[string, string | Buffer, string]>([
    ['nothing', '', 'decode.empty'],
    ['blanks', ' \n\ufeff ', 'decode.empty'],
    ['prose', 'Salam dünya', 'decode.unknown-format'],
    ['XML of another kind', '<list version="2.0"><body/></list>', 'decode.unknown-format'],
    ['JSON of another kind', '{"a":1}', 'decode.unknown-format'],
    [
      'a web page',
      '<!DOCTYPE html><html><head><title>Xəta</title></head></html>',
      'decode.html-instead-of-feed',
    ],
    ['a web page in capitals', '<HTML><BODY>404</BODY></HTML>', 'decode.html-instead-of-feed'],
    [
      'an external entity in use',
      '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
      'decode.doctype-refused',
    ],
    ['a bomb', gzipSync(Buffer.alloc(60 * 1024 * 1024)), 'decode.too-large'],
    ['a bomb in a bomb', gzipSync(gzipSync(Buffer.alloc(60 * 1024 * 1024))), 'decode.too-large'],
    ['what is too long', Buffer.alloc(50 * 1024 * 1024 + 1, 0x20), 'decode.too-large'],
  ])('refuses %s', (_name, document, code) => {
    expect(codeOf(document)).toBe(code);
  });

  describe('of a page that only shows a document', () => {
    const RSS = '<rss><channel><title>Report</title><item><title>Çay &amp; su</title></item></channel></rss>';
    const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
    const JSON_FEED =
      '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"Çay & su"}]}';
    const inPre = (text: string, more = ''): string =>
      `<html><head><title>x</title></head><body>${more}<pre style="a">\n${escaped(text)}</pre></body></html>`;
    const viewer =
      `<html><head><style>a{}</style></head><body><div id="webkit-xml-viewer-source-xml">${RSS}</div>` +
      `<div class="header"><span>No style</span></div><div>${escaped(RSS)}</div></body></html>`;

    it.each([
      ['escaped', inPre(RSS), 'rss'],
      ['JSON', inPre(JSON_FEED), 'jsonfeed'],
      ['as a tree', viewer, 'rss'],
    ])('reads that: %s', (_name, page, format) => {
      for (const context of [{}, { format: 'rss' as const }]) {
        const { records, warnings, ...read } = decodeDocument(Buffer.from(page), context);
        expect(read.format).toBe(format);
        expect(records[0]?.headline).toBe('Çay & su');
        expect(warnings.map(({ code }) => code)).toContain('document-unwrapped');
      }
    });

    it('reads the page where there are other words on it', () => {
      const page = inPre(RSS, '<h1>How a feed is made</h1>');
      const { records } = decodeDocument(Buffer.from(page), { format: 'html' });
      expect(records[0]?.headline).toBe('How a feed is made');
      expect(() => decodeDocument(Buffer.from(page), { format: 'rss' })).toThrow('titled "x"');
    });

    it.each([
      ['a picture before it', inPre(RSS, '<img src="a.png">')],
      ['a picture behind it', inPre(RSS).replace('</body>', '<img src="a.png"></body>')],
      ['words between it and another', inPre(RSS).replace('</body>', '<p>by me</p><pre>x</pre></body>')],
    ])('reads the page where there is %s', (_name, page) => {
      expect(() => decodeDocument(Buffer.from(page), { format: 'rss' })).toThrow('titled "x"');
    });

    it('reads one that is not escaped and holds its own pre', () => {
      const feed = RSS.replace('<item>', '<item><description><![CDATA[<pre>a</pre> b]]></description>');
      const { format } = decodeDocument(Buffer.from(`<html><pre>${feed}</pre></html>`));
      expect(format).toBe('rss');
    });
  });

  it('names the page that came instead of a feed', () => {
    const page =
      '<!doctype html><html><head><title>Sayt &amp; texniki fasilə</title></head><body></body></html>';
    expect(() => decodeDocument(Buffer.from(page), { format: 'rss' })).toThrow(
      'titled "Sayt & texniki fasilə"',
    );
  });

  it('keeps what is whole of a truncated document', () => {
    const whole = `${RSS.slice(0, -'</channel></rss>'.length)}`;
    const { records, warnings } = decodeDocument(Buffer.from(`${whole}<item><title>Yarımçıq xəb`));
    expect(records.map((record) => record.headline)).toEqual(['Gəncədə yeni park açıldı']);
    expect(warnings.map((warning) => warning.code)).toEqual(['xml-recovered', 'entry-cut-off']);
  });

  it('can be told the format', () => {
    expect(codeOf('<feed xmlns="urn:unknown"><entry/></feed>', { format: 'atom' })).toBe('decoded');
    expect(codeOf('x', { format: 'rss' })).toBe('decode.malformed');
    expect(codeOf('[1]', { format: 'jsonfeed' })).toBe('decode.malformed');
  });

  const ATOM =
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:a</id><title>A</title></entry></feed>';
  const RDF =
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item><title>A</title><link>https://a.example/1</link></item></rdf:RDF>';
  const SITEMAP =
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/1</loc></url></urlset>';
  const NINJS = '{"uri":"urn:n","type":"text","headline":"N","body_text":"Text"}';
  const JSON_FEED =
    '{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[{"id":"urn:j","content_text":"J"}]}';
  const DOCUMENTS: [Format, string][] = [
    ['rss', RSS],
    ['atom', ATOM],
    ['rdf', RDF],
    ['sitemap', SITEMAP],
    ['ninjs', NINJS],
    ['jsonfeed', JSON_FEED],
    ['nitf', '<nitf><body><body.head><hedline><hl1>A</hl1></hedline></body.head></body></nitf>'],
  ];
  const TOLD: Format[] = [
    ...['rss', 'rdf', 'atom', 'jsonfeed', 'sitemap', 'ninjs', 'html', 'iptc7901'],
    ...['nitf', 'newsml-1', 'newsml-g2', 'email'],
  ] as Format[];

  it.each(DOCUMENTS)('reads %s as what it is, whatever it was to be, and says so', (format, text) => {
    const own = decodeDocument(Buffer.from(text));
    for (const told of TOLD.filter((one) => one !== format)) {
      const { warnings, ...read } = decodeDocument(Buffer.from(text), { format: told });
      expect([told, read]).toEqual([told, { ...read, format, records: own.records }]);
      expect(warnings).toEqual([
        { code: 'format-differs', at: 'document', detail: expect.stringContaining(`to be ${told}, and`) },
        ...own.warnings,
      ]);
    }
  });

  it.each<Format>(['rss', 'rdf', 'atom', 'sitemap'])(
    'does not take XML of another kind for an empty %s',
    (format) => {
      expect(() => decodeDocument(Buffer.from('<list version="2.0"><body/></list>'), { format })).toThrow(
        `no ${format}, nor in any other format that is known; it begins with <list>`,
      );
    },
  );
});

/** Decodes and checks what must hold of anything that was decoded. */
function decodedOrRefused(bytes: Buffer): Decoded | undefined {
  let decoded: Decoded | undefined;
  try {
    decoded = decodeDocument(bytes, { baseUrl: 'https://example.org/' });
  } catch (error) {
    expect(error).toBeInstanceOf(UndecodableDocument);
  }
  for (const record of decoded?.records ?? []) {
    expect(record.guid).toBeTruthy();
    expect(record.fingerprint).toMatch(/^[0-9a-f]{32}$/);
    // Nothing absent is there, and nothing that XML could not carry.
    expect(JSON.stringify(record)).not.toMatch(/:null|:""|:\[\]|\\u000[0-8bcef]/);
  }
  return decoded;
}

describe('decodeDocument on anything at all', () => {
  const tag = fc.constantFrom(
    '<rss>',
    '<channel>',
    '<item>',
    '</item>',
    '<title>',
    '</title>',
    '<link>',
    '<guid>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    '<entry>',
    '<content type="xhtml">',
    '<media:group>',
    '<media:content url="x">',
    '<pubDate>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '<!DOCTYPE x [',
    '<!ENTITY a "b">',
    '&a;',
    '&#0;',
    '&#xD800;',
    '<constructor>',
    '<__proto__ a="1">',
    'xmlns:media="u"',
  );
  const json = fc.constantFrom(
    '{"version":"https://jsonfeed.org/version/1.1","items":[',
    '{',
    '}',
    '[',
    ']',
    '"id":',
    '"__proto__":',
    '1e999',
    'null',
    ',',
    '"\\ud800"',
    '"title":"x"',
  );
  const noise = fc.oneof(
    fc.string({ unit: anyLetter, maxLength: 20 }),
    fc.constantFrom('\u0000', '\ufffe', '\ud800', 'ə', '’', '<', '&'),
  );

  it('reads or refuses random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void decodedOrRefused(Buffer.from(bytes))),
      { numRuns: 250 },
    );
  });

  it.each([
    ['markup', fc.array(fc.oneof({ arbitrary: tag, weight: 3 }, noise), { maxLength: 60 }), '<rss><channel>'],
    [
      'an Atom feed',
      fc.array(fc.oneof({ arbitrary: tag, weight: 3 }, noise), { maxLength: 60 }),
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry>',
    ],
    ['JSON', fc.array(fc.oneof({ arbitrary: json, weight: 3 }, noise), { maxLength: 60 }), ''],
  ])('reads or refuses %s in any disorder', (_name, parts, head) => {
    fc.assert(
      fc.property(parts, (list) => void decodedOrRefused(Buffer.from(head + list.join('')))),
      { numRuns: 200 },
    );
  });

  it('reads or refuses whatever becomes of a good document on the way', () => {
    const bytes = Buffer.from(RSS);
    const at = fc.nat({ max: bytes.length - 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(at, fc.nat({ max: 255 })), { maxLength: 8 }), at, (changes, end) => {
        const damaged = Buffer.from(bytes);
        for (const [i, value] of changes) damaged[i] = value;
        decodedOrRefused(damaged.subarray(0, end + 1));
        decodedOrRefused(gzipSync(damaged).subarray(0, end + 1));
      }),
      { numRuns: 150 },
    );
  });

  it.each<[string, Buffer]>([
    [
      'one text of 20 MB',
      Buffer.from(`<rss><channel><item><title>${'x'.repeat(20_000_000)}</title></item></channel></rss>`),
    ],
    [
      'a body of unclosed tags',
      Buffer.from(
        `<rss><channel><item><description><![CDATA[${'<b>'.repeat(500_000)}]]></description></item></channel></rss>`,
      ),
    ],
    [
      'a body of stray end tags',
      Buffer.from(
        `<rss><channel><item><description><![CDATA[${'<i>'.repeat(300)}${'</b>'.repeat(300_000)}]]></description></item></channel></rss>`,
      ),
    ],
    ['a prolog of two million comments', Buffer.from(`${'<!---->'.repeat(2_000_000)}<rss/>`)],
    ['a start tag of 20 MB', Buffer.from(`<rss ${'a="" '.repeat(4_000_000)}/>`)],
    ['a million brackets', Buffer.from(`{"items":${'['.repeat(1_000_000)}`)],
    ['5 MB of noise', randomBytes(5_000_000)],
    ['noise that begins like gzip', Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), randomBytes(100_000)])],
  ])('reads or refuses %s', (_name, bytes) => {
    decodedOrRefused(bytes);
  });
});
