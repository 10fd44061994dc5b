import { decodeDocument } from '../decode.js';
import { decodeCase, goldenCases } from '../testing/golden-cases.js';

describe('IPTC 7901 messages', () => {
  it.each(goldenCases(import.meta.url))('$name reads as written down beside it', (golden) => {
    expect(decodeCase(golden)).toEqual(golden.expected);
  });

  const toldOf = (text: string): [string, string, string][] =>
    decodeDocument(Buffer.from(text), { format: 'iptc7901' })
      .warnings.filter(({ code }) => code === 'text-left-out')
      .map(({ code, at, detail }) => [code, at, detail]);
  const STORY = '\x02Harbour bridge opens =\r\n\r\nPort (xyz) - The bridge is open.\r\n';

  it('tells what stands behind the text beside its date', () => {
    expect(
      toldOf(`\x01xyz0012 3 i 20\r\n${STORY}\x03\r\n261200 GMT Nov 26\r\nMore words.\r\n\x04\r\nNNNN`),
    ).toEqual([['text-left-out', 'message[1]/end', 'More words.']]);
    const withoutMarks = `xyz0012 3 i 20\n\n${STORY.slice(1)}\nDesk: A. B. 261200 GMT Nov 26`;
    expect(toldOf(withoutMarks)).toEqual([['text-left-out', 'message[1]/end', 'Desk: A. B.']]);
  });

  const readOf = (text: string) => decodeDocument(Buffer.from(text), { format: 'iptc7901' }).records[0];

  it('keeps a list without empty lines as the text below its headline', () => {
    const results = [
      'Weights for Saturday',
      'Black Horse 58.0',
      'Grey Horse 57.0',
      'Bay Horse 56.5',
      'Old Horse 55.0',
    ];
    expect(readOf(`ZCZC xyz0012 3 s 20\n${results.join('\n')}\n\nNNNN`)).toMatchObject({
      headline: 'Weights for Saturday',
      body: expect.stringContaining('Black Horse 58.0 Grey Horse 57.0'),
    });
    expect(readOf('xyz0012 3 s 20\n1ST LEAD\nBridge opens\nIt is early\nBy Jane Doe\n')).toMatchObject({
      headline: 'Bridge opens',
      signals: ['update'],
    });
  });

  it('does not take signs of typesetters for a headline or leave them in it', () => {
    const text =
      'ZCZC xyz0012 3 s 20\n$J\n:\nBridge opens<!\nA month early=!\nThe bridge is open.<!\nCars go.\n';
    expect(readOf(text)).toMatchObject({
      headline: 'Bridge opens',
      subheadline: 'A month early',
      body: '<p>The bridge is open. Cars go.</p>',
      edNote: '$J\n:',
    });
  });

  it('puts together a headline that goes on in the next line', () => {
    expect(readOf('xyz0012 3 s 20\n\nHarbour:\nBridge opens =\n\nPort (xyz) It is open.\n')?.headline).toBe(
      'Harbour: Bridge opens',
    );
  });

  it('puts together a headline whose line had no room for the next word', () => {
    const long = 'The old harbour bridge opens to traffic a whole month before it was';
    expect(readOf(`xyz0012 3 s 20\n\n${long}\nplanned =\n\nPort (xyz) It is open.\n`)?.headline).toBe(
      `${long} planned`,
    );
    expect(
      readOf('xyz0012 3 s 20\n\nBridge opens\nA month early =\n\nPort (xyz) It is open.\n'),
    ).toMatchObject({
      headline: 'Bridge opens',
      subheadline: 'A month early',
    });
  });

  it('reads what is corrected in brackets, a byline above a remark, and a date before EOT', () => {
    const opening = 'Harbour/Traffic/\n(Berichtigung: Uhrzeit)\nBridge opens\nVon Ada Quist, xyz\n(Foto) =';
    expect(
      readOf(`xyz0012 3 s 20\n\n${opening}\n\nPort (xyz) It is open.\n\n261200 GMT Nov 26\n\n\x04`),
    ).toMatchObject({
      headline: 'Bridge opens',
      byline: 'Von Ada Quist, xyz',
      signals: ['correction'],
      edNote: '(Berichtigung: Uhrzeit)\n(Foto)',
      versionCreated: '2026-11-26T12:00:00Z',
    });
  });

  it('tells what stands before the first message, and reads one there that has no SOH', () => {
    const message = `\x01xyz0012 3 i 20\r\n${STORY}\x03261200 GMT Nov 26\r\nNNNN\r\n`;
    expect(toldOf(`ZCZC 17\r\n${message}ZCZC ab018\r\n${message}`)).toEqual([]);
    expect(toldOf(`Line test of the day\r\n${message}`)).toEqual([
      ['text-left-out', 'document', 'Line test of the day'],
    ]);
    const { records } = decodeDocument(
      Buffer.from(`xyz0011 3 i 20\r\n${STORY}\x03261130 GMT Nov 26\r\n${message}`),
    );
    expect(records.map(({ versionCreated }) => versionCreated)).toEqual([
      '2026-11-26T11:30:00Z',
      '2026-11-26T12:00:00Z',
    ]);
  });

  it.each([
    ['\x00\x01\x02 not a feed'],
    ['\x01\x00\x02\x10\x20\x30abcdefgh'],
    ['\x01some words 12\x02more words\x03'],
    ['\x01\x00 12 words\x02more words\n\nand more\x03'],
    ['ZCZC 17\nwords\nand nothing else'],
  ])('refuses %j, whatever it was to be', (text) => {
    for (const format of [undefined, 'rss'] as const) {
      expect(() => decodeDocument(Buffer.from(text), { format })).toThrow(
        expect.objectContaining({
          code: expect.stringMatching(/^decode\.(?:unknown-format|malformed)$/),
          message: expect.stringMatching(/it is no text|it begins with|has neither a header line/),
        }),
      );
    }
  });

  it('refuses junk that was to be a message, and says what it lacks', () => {
    expect(() => decodeDocument(Buffer.from('\x00\x01\x02 not a feed'), { format: 'iptc7901' })).toThrow(
      'There is no message of IPTC 7901 in the document: it has neither a header line nor a date nor a headline; ' +
        'it is no text, and begins with the bytes 00 01 02 20 6e 6f 74 20 61 20 66 65',
    );
  });

  it('reads a message whose header is in no way that is known, between its marks', () => {
    const { format, records, warnings } = decodeDocument(
      Buffer.from('\x01Service 12/7 of words\r\n\x02Bridge opens =\r\n\r\nIt is early.\r\n\x03'),
    );
    expect([format, records[0]?.headline]).toEqual(['iptc7901', 'Bridge opens']);
    expect(warnings.map(({ code }) => code)).toContain('header-unreadable');
  });

  it('tells what is no message among messages', () => {
    const { records, warnings } = decodeDocument(
      Buffer.from(`\x01xyz0012 3 i 20\r\n${STORY}\x03261200 GMT Nov 26\r\n\x01\x10noise\x02 x`),
    );
    expect(records).toHaveLength(1);
    expect(warnings).toContainEqual({
      code: 'entry-undecodable',
      at: 'message[2]',
      detail: 'it has neither a header line nor a date nor a headline',
    });
  });

  it.each(['261200 Nov 26', '261200 Nov 2026', '26.11.2026 12:00', '261200 GMT Nov 26'])(
    'names a message by the day %s as it is written, and not by the zone of the feed',
    (day) => {
      const text = Buffer.from(`\x01xyz0012 3 i 20\r\n${STORY}\x03${day}\r\n`);
      const read = (zone?: string) => decodeDocument(text, { zone, sourceId: 'a' }).records[0]!;
      expect(read('Asia/Baku').guid).toBe(read().guid);
      expect(read('America/New_York').guid).toBe(read().guid);
      const before = Buffer.from(text.toString().replace(`\x03${day}`, `\x03${day.replace('26', '25')}`));
      expect(decodeDocument(before, { sourceId: 'a' }).records[0]!.guid).not.toBe(read().guid);
    },
  );

  it('keeps a notebook for editors where the lines of a message are indented', () => {
    const text =
      '\x01xyz0012 3 i 20\r\n\x02   Bridge opens =\r\n\r\n   It is early.\r\n\r\n   # Notebook\r\n   Phone 555\r\n\x03';
    expect(readOf(text)).toMatchObject({ body: '<p>It is early.</p>', edNote: 'Phone 555' });
  });

  it('reads what begins with zczc in small letters, one or several', () => {
    const message = `zczc xyz0012 3 i 20\n${STORY.slice(1)}\n261200 GMT Nov 26\nnnnn\n`;
    const { format, records, warnings } = decodeDocument(
      Buffer.from(message + message.replace('12 3', '13 3')),
    );
    expect([format, warnings]).toEqual(['iptc7901', []]);
    expect(records.map(({ headline, provider }) => [headline, provider.id])).toEqual([
      ['Harbour bridge opens', 'xyz'],
      ['Harbour bridge opens', 'xyz'],
    ]);
    const marked = Buffer.from(`zczc 017\r\n\x01xyz0012 3 i 20\r\n${STORY}\x03261200 GMT Nov 26\r\nnnnn\r\n`);
    expect(decodeDocument(marked)).toMatchObject({ format: 'iptc7901', warnings: [] });
  });
});
