import fc from 'fast-check';
import { type DecodeContext, type Decoded, type Format, UndecodableDocument } from './codec.js';
import { decodeDocument } from './decode.js';
import { goldenCases } from './testing/golden-cases.js';

const FOLDERS: [folder: string, format: Format][] = [
  ['sitemap', 'sitemap'],
  ['html-page', 'html'],
  ['iptc7901', 'iptc7901'],
  ['email', 'email'],
];

/** Decodes and checks what must hold of anything that was decoded. */
function readOrRefuse(bytes: Buffer, context: DecodeContext): void {
  let decoded: Decoded | undefined;
  try {
    decoded = decodeDocument(bytes, context);
  } catch (error) {
    expect(error).toBeInstanceOf(UndecodableDocument);
  }
  if (!decoded) return;
  const { records, places, warnings } = decoded;
  expect(places).toHaveLength(records.length);
  for (const record of records) {
    expect(record.guid).toBeTruthy();
    // Nothing absent is there, and nothing that XML could not carry.
    expect(JSON.stringify(record)).not.toMatch(/:null|:""|:\[\]|\\u000[0-8bcef]/);
  }
  for (const { code, at } of warnings) expect(`${code} ${at}`).toMatch(/^[a-z0-9-]+ \S/);
}

describe.each(FOLDERS)('documents of %s that were damaged on the way', (folder, format) => {
  const documents = goldenCases(new URL(`${folder}/`, import.meta.url).href).map(({ document }) => document);

  it('are read or refused', () => {
    const document = fc.constantFrom(...documents);
    const change = fc.tuple(fc.nat(), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(
        document,
        fc.array(change, { maxLength: 12 }),
        fc.nat(),
        fc.boolean(),
        (good, changes, end, forced) => {
          const damaged = Buffer.from(good);
          for (const [at, value] of changes) damaged[at % damaged.length] = value;
          const cut = damaged.subarray(0, (end % damaged.length) + 1);
          readOrRefuse(cut, forced ? { format } : {});
        },
      ),
      { numRuns: 400 },
    );
  });

  it('are read or refused with pieces swapped', () => {
    const document = fc.constantFrom(...documents);
    fc.assert(
      fc.property(
        document,
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 200 })), { maxLength: 6 }),
        (good, pieces) => {
          let text = good.toString('latin1');
          for (const [from, length] of pieces) {
            const at = from % text.length;
            text = text.slice(0, at) + text.slice(at + length) + text.slice(at, at + length);
          }
          readOrRefuse(Buffer.from(text, 'latin1'), { format });
        },
      ),
      { numRuns: 300 },
    );
  });
});

const MAIL = 'From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n';
const nestedMultipart = (depth: number): string =>
  Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
  ).join('');

describe('documents made to exhaust their reader', () => {
  it.each<[string, Format, () => string]>([
    ['a multipart in a multipart ten thousand deep', 'email', () => `${MAIL}${nestedMultipart(10_000)}text`],
    [
      'a hundred thousand parts',
      'email',
      () => `${MAIL}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(100_000)}`,
    ],
    [
      'five million blanks to decode',
      'email',
      () => `${MAIL}Content-Transfer-Encoding: quoted-printable\r\n\r\n${' '.repeat(5_000_000)}x`,
    ],
    [
      'a header of a million words',
      'email',
      () => `From: a@example.org\r\nSubject: ${'=?utf-8?q?a?= '.repeat(1_000_000)}\r\n\r\nx`,
    ],
    ['a mailbox list of brackets', 'email', () => `Subject: x\r\nFrom: ${'<('.repeat(1_000_000)}\r\n\r\nx`],
    [
      'a parameter that never ends',
      'email',
      () => `${MAIL}Content-Type: text/plain; a="${'\\'.repeat(2_000_000)}\r\n\r\nx`,
    ],
    [
      'a message in a message, fifty times',
      'email',
      () => `${`${MAIL}Content-Type: message/rfc822\r\n\r\n`.repeat(50)}${MAIL}\r\nx`,
    ],
    [
      'half a million open elements',
      'html',
      () =>
        `<html><meta property="og:type" content="article"><h1>x</h1>${'<div class="share">'.repeat(500_000)}`,
    ],
    [
      'half a million asides in an article',
      'html',
      () =>
        `<html><h1>x</h1><article>${'<aside>a</aside><p>some text that counts</p>'.repeat(100_000)}</article>`,
    ],
    [
      'JSON-LD a hundred thousand deep',
      'html',
      () => `<html><h1>x</h1><script type="application/ld+json">${'{"a":['.repeat(100_000)}</script>`,
    ],
    [
      'JSON-LD of a million quotes',
      'html',
      () => `<html><h1>x</h1><script type="application/ld+json">{${'"'.repeat(1_000_001)}</script>`,
    ],
    [
      'a graph that names itself',
      'html',
      () =>
        '<html><h1>x</h1><script type="application/ld+json">{"@id":"a","@type":"NewsArticle","headline":"x","author":{"@id":"a"},"image":{"@id":"a"}}</script>',
    ],
    [
      'a line of five million letters',
      'iptc7901',
      () => `\u0001a1 1 a 1\r\n\u0002${'a '.repeat(2_500_000)}\u0003`,
    ],
    [
      'two hundred thousand lines without an end',
      'iptc7901',
      () => `\u0001a1 1 a 1\r\n\u0002${'a  a   a\n'.repeat(200_000)}`,
    ],
    ['thousands of beginnings', 'iptc7901', () => '\u0001a1 1 a 1\u0002x'.repeat(5_000)],
    ['digits without end', 'iptc7901', () => `\u0001a1 1 a 1\u0002x\u0003${'12'.repeat(1_000_000)}`],
    [
      'two hundred thousand addresses',
      'sitemap',
      () => `<urlset>${'<url><loc>https://a.example/</loc></url>'.repeat(200_000)}</urlset>`,
    ],
  ])('%s (%s)', (_name, format, document) => {
    readOrRefuse(Buffer.from(document()), { format });
  });
});
