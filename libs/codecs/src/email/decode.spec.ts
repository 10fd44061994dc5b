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

  it('names the fields that somebody made up, but for those of programs, and hears an embargo in one', () => {
    const fields =
      'X-Story-Id: 17\r\nX-Spam-Status: No\r\nX-Mailer: M\r\nX-Category: =?utf-8?B?w4dheQ==?=\r\nStory-Slug: tea\r\n' +
      'ARC-Seal: a\r\nDKIM-Signature: b\r\nX-MS-Has-Attach: yes\r\nX-Embargo: 2026-03-10T18:00:00+04:00';
    const { records, warnings } = read(`${head(fields)}The story.`);
    expect(records[0]?.embargoed).toBe('2026-03-10T14:00:00Z');
    expect(warnings).toEqual([
      {
        code: 'fields-not-carried',
        at: 'message',
        detail: 'x-story-id: 17, x-category: Çay, story-slug: tea',
      },
    ]);
    expect(read(`${head('Embargoed-Until: soon')}The story.`).records[0]?.embargoed).toBe('indefinite');
  });

  it.each([
    ['X-EmbargoUntil: 2026-03-10T18:00:00Z', '2026-03-10T18:00:00Z'],
    ['X_Embargo: 2026-03-10T18:00:00Z', '2026-03-10T18:00:00Z'],
    ['X-Embargo-End: 2026-03-10T18:00:00Z', '2026-03-10T18:00:00Z'],
    ['Embargoed-For: 2026-03-10T18:00:00Z', '2026-03-10T18:00:00Z'],
    ['EMBARGO-UNTIL: =?utf-8?Q?2026-03-10T18:00:00Z?=', '2026-03-10T18:00:00Z'],
    ['X-Embargo: no\r\nX-Embargo-End: 2026-03-10T18:00:00Z', '2026-03-10T18:00:00Z'],
    ['X-Embarqo: tezliklə', 'indefinite'],
    ['X-Embargo: not before noon', 'indefinite'],
    ['X-Embargo: true', 'indefinite'],
    ['X-Embargo: None', undefined],
    ['Embargo: no', undefined],
    ['Embargo: lifted', undefined],
    ['X-Embargoed: false', undefined],
    ['X-Embargo:', undefined],
  ])('hears of %j the embargo %s', (field, embargoed) => {
    const { records, warnings } = read(`${head(field)}The story.`);
    expect(records[0]?.embargoed).toBe(embargoed);
    expect(warnings.map(({ code }) => code)).toEqual(
      embargoed === 'indefinite' ? ['embargo-unreadable'] : [],
    );
  });

  it('tells which fields of a header have different embargoes, of which the last holds', () => {
    const fields = 'X-Embargo: 2026-03-10T18:00:00Z\r\nX-Embargo-End: 2026-03-11T18:00:00Z\r\nEmbargo: none';
    const { records, warnings } = read(`${head(fields)}The story.`);
    expect(records[0]?.embargoed).toBe('2026-03-11T18:00:00Z');
    expect(warnings).toMatchObject([
      {
        code: 'embargo-repeated',
        detail: 'x-embargo: 2026-03-10T18:00:00Z, x-embargo-end: 2026-03-11T18:00:00Z',
      },
    ]);
  });

  const alternatives = (plain: string, html: string): string =>
    `${head('Content-Type: multipart/alternative; boundary=b')}--b\r\n\r\n${plain}\r\n--b\r\nContent-Type: text/html\r\n\r\n${html}\r\n--b--\r\n`;
  const LONG = 'The bridge over the harbour opened to traffic this morning, a month before its time. '.repeat(
    6,
  );

  it('takes the HTML for the story, and tells a plain text that says something else', () => {
    const same = read(
      alternatives(
        'Read online: https://a.example/1\r\nThe story of the bridge that opened this morning in the harbour.',
        '<p>The story of <b>the bridge</b> that opened <a href="https://a.example/1">this morning</a> in the harbour.</p>',
      ),
    );
    expect(same.records[0]?.body).toContain('<b>the bridge</b>');
    expect(same.warnings.map(({ code }) => code)).not.toContain('body-dropped');
    const other = read(alternatives('Another story is told here.', '<p>The story of the bridge.</p>'));
    expect(other.records[0]?.body).toBe('<p>The story of the bridge.</p>');
    expect(other.warnings).toContainEqual({
      code: 'body-dropped',
      at: 'message/part[1]',
      detail: 'another version of the text: Another story is told here.',
    });
  });

  it('takes a long plain text for the story where the HTML is a notice', () => {
    const { records, warnings } = read(
      alternatives(LONG, '<p>Please see the text version, or <a href="https://a.example/">ask us</a>.</p>'),
    );
    expect(records[0]?.body).toMatch(/^<p>The bridge over the harbour/);
    expect(warnings).toContainEqual({
      code: 'body-dropped',
      at: 'message/part[2]',
      detail: 'another version of the text: Please see the text version, or ask us.',
    });
  });

  it('keeps comments for editors, and tells fields that bind or lead elsewhere', () => {
    const { records, warnings } = read(
      `${head('Comments: Not before Monday\r\nSupersedes: <1@a.example>\r\nImportance: high\r\nX-Mailer: m')}text`,
    );
    expect(records[0]?.edNote).toBe('Not before Monday');
    expect(warnings.filter(({ code }) => code === 'fields-not-carried')).toEqual([
      { code: 'fields-not-carried', at: 'message/supersedes', detail: '<1@a.example>' },
      { code: 'fields-not-carried', at: 'message/importance', detail: 'high' },
    ]);
  });

  it('tells no importance that is every message’s', () => {
    const toldOf = (fields: string) => read(`${head(fields)}text`).warnings.map(({ at }) => at);
    expect(toldOf('X-Priority: 3 (Normal)\r\nImportance: Normal\r\nPriority: normal')).toEqual([]);
    expect(toldOf('X-Priority: 1 (Highest)\r\nSensitivity: Private\r\nPriority: non-urgent')).toEqual([
      'message/x-priority',
      'message/sensitivity',
      'message/priority',
    ]);
  });

  it.each([
    ['This is a multi-part message in MIME format.\r\n', '', []],
    ['Öncə oxuyun\r\n', 'Sonra\r\n', ['before the parts: Öncə oxuyun', 'behind the parts: Sonra']],
  ])('tells what stands around the parts: %j, %j', (before, behind, told) => {
    const { warnings } = read(
      `${head('Content-Type: multipart/mixed; boundary=b')}${before}--b\r\n\r\nThe story.\r\n--b--\r\n${behind}`,
    );
    expect(warnings.filter(({ code }) => code === 'text-left-out').map(({ detail }) => detail)).toEqual(told);
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
