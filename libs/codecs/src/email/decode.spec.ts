import { decodeDocument } from '../decode.js';
import { decodeCase, goldenCases } from '../testing/golden-cases.js';

describe('e-mail', () => {
  it.each(goldenCases(import.meta.url))('$name reads as written down beside it', (golden) => {
    expect(decodeCase(golden)).toEqual(golden.expected);
  });
});

const read = (message: string | Buffer) =>
  decodeDocument(Buffer.isBuffer(message) ? message : Buffer.from(message));
const head = (fields: string): string =>
  `From: desk@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n${fields}\r\n\r\n`;

describe('decodeEmail', () => {
  it('holds a message and all that came in it while a line of its text says so', () => {
    const feed = '<rss><channel><item><title>A</title></item><item><title>B</title></item></channel></rss>';
    const { records } = read(
      `${head('Content-Type: multipart/mixed; boundary=b')}--b\r\n\r\nDear colleagues,\r\nEMBARGO\r\n\r\nThe story.\r\n` +
        `--b\r\nContent-Type: application/rss+xml\r\n\r\n${feed}\r\n--b--\r\n`,
    );
    expect(records.map(({ headline, embargoed }) => [headline, embargoed])).toEqual([
      ['x', 'indefinite'],
      ['A', 'indefinite'],
      ['B', 'indefinite'],
    ]);
  });

  it('gives a mail that only carries documents no record of its own', () => {
    const { records, places } = read(
      `${head('Content-Type: application/xml; name=feed.xml')}<rss><channel><item><title>A</title></item></channel></rss>`,
    );
    expect(records.map(({ headline }) => headline)).toEqual(['A']);
    expect(places).toEqual(['message/content/item[1]']);
  });

  it.each<[string, string, Buffer]>([
    ['says us-ascii', 'us-ascii', Buffer.from('Bakıda şənlik keçirilir.')],
    ['says windows-1251 and is UTF-8', 'windows-1251', Buffer.from('Bakıda şənlik keçirilir.')],
  ])('reads a text whose part %s', (_name, charset, text) => {
    const fields = head(`Content-Type: text/plain; charset=${charset}`);
    const { records, charset: found } = read(Buffer.concat([Buffer.from(fields), text]));
    expect([records[0]?.body, found]).toEqual(['<p>Bakıda şənlik keçirilir.</p>', 'utf-8']);
  });

  it('gives the same guid to the same message, whatever way it came', () => {
    const message = `${head('Message-ID: <1@example.org>')}text`;
    const [one] = read(message).records;
    const [other] = read(`Received: from a.example.org\r\nDelivered-To: b@example.org\r\n${message}`).records;
    expect(other?.guid).toBe(one?.guid);
  });

  it('takes the one text that came as a file for the text', () => {
    const { records } = read(
      `${head('Content-Type: text/plain; name="story.txt"\r\nContent-Disposition: attachment; filename="story.txt"')}The story.`,
    );
    expect(records[0]).toMatchObject({ headline: 'x', body: '<p>The story.</p>' });
    expect(records[0]?.renditions).toBeUndefined();
  });

  it('reads a wire message in a file of text', () => {
    const wire =
      '\u0001bkn0123 4 pol 100\r\n\u0002Bridge opens=\r\n\r\n   Open.\r\n\u0003101200 GMT May 24\r\n';
    const { records } = read(
      `${head('Content-Type: multipart/mixed; boundary=b')}--b\r\n\r\nSee the file.\r\n` +
        `--b\r\nContent-Type: application/octet-stream; name="w.txt"\r\n\r\n${wire}--b--\r\n`,
    );
    expect(records.map(({ headline }) => headline)).toEqual(['x', 'Bridge opens']);
  });

  it('reports a signature, and keeps the alternative that has a text', () => {
    const { records, warnings } = read(
      `${head('Content-Type: multipart/signed; boundary=s')}--s\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n` +
        '--a\r\n\r\nThe words.\r\n--a\r\nContent-Type: text/html\r\n\r\n<p> </p>\r\n--a--\r\n' +
        '--s\r\nContent-Type: application/pgp-signature; name=s.asc\r\n\r\nxyz\r\n--s--\r\n',
    );
    expect(records[0]?.body).toBe('<p>The words.</p>');
    expect(warnings).toEqual([
      { code: 'fields-not-carried', at: 'message', detail: 'application/pgp-signature' },
    ]);
  });
});
