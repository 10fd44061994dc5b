import { decodeDocument } from '../decode.js';

const HEAD =
  'From: Desk <desk@example.org>\r\nSubject: The harbour bridge is open\r\nDate: Thu, 26 Nov 2026 10:00:00 +0400\r\nMIME-Version: 1.0\r\n';
const STORY = 'Ferries stop running tonight.';

/** The message's record in few words, and what was told of it. */
function read(fields: string, body: string) {
  const message = `${HEAD}${fields}\r\n\r\n${body}`;
  const { records, warnings } = decodeDocument(Buffer.from(message), { format: 'email' });
  const [record] = records;
  return {
    body: record?.body,
    files: record?.renditions?.map(({ title, contentType, sizeBytes }) => [title, contentType, sizeBytes]),
    told: warnings.map(({ code, detail }) => `${code}: ${detail}`),
  };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const PICTURE = `Content-Type: image/jpeg; name=a.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64('jpeg')}`;
const TWO_PARTS = (boundary: string): string =>
  `--${boundary}\r\nContent-Type: text/plain\r\n\r\n${STORY}\r\n--${boundary}\r\n${PICTURE}\r\n--${boundary}--\r\n`;

describe('a boundary', () => {
  it.each([
    ['that is not said', 'Content-Type: multipart/mixed', 'a multipart without boundary; here parts it'],
    [
      'that is another',
      'Content-Type: multipart/mixed; boundary=there',
      'the boundary there never comes, here does',
    ],
    [
      'in what is no multipart',
      'Content-Type: text/html; boundary=here',
      'said to be text/html, and parted by here',
    ],
  ])('%s is found', (_name, fields, detail) => {
    expect(read(fields, TWO_PARTS('here'))).toEqual({
      body: `<p>${STORY}</p>`,
      files: [['a.jpg', 'image/jpeg', 4]],
      told: [`mime-recovered: ${detail}`],
    });
  });

  it('that a part has too parts the part, then the message', () => {
    const inner =
      'Content-Type: multipart/alternative; boundary=same\r\n\r\n' +
      `--same\r\n\r\n${STORY}\r\n--same\r\nContent-Type: text/html\r\n\r\n<p>${STORY}</p>\r\n--same--`;
    const body = `--same\r\n${inner}\r\n--same\r\n${PICTURE}\r\n--same--\r\n`;
    const found = read('Content-Type: multipart/mixed; boundary="same"', body);
    expect([found.body, found.files]).toEqual([`<p>${STORY}</p>`, [['a.jpg', 'image/jpeg', 4]]]);
  });

  it('that goes on behind its end parts what stands there', () => {
    const body = `${TWO_PARTS('b')}Two more files:\r\n--b\r\n${PICTURE}\r\n--b--\r\n`;
    const found = read('Content-Type: multipart/mixed; boundary=b', body);
    expect(found.files).toHaveLength(2);
    expect(found.told).toEqual([
      'text-left-out: behind the parts: Two more files:',
      'mime-recovered: the boundary b goes on behind its end',
    ]);
  });
});

describe('base64', () => {
  const fields = 'Content-Transfer-Encoding: base64 (as always)';

  it.each([
    ['of several pieces', `${base64('Ferries stop ')}\r\n${base64('running tonight.')}`, []],
    [
      'with a notice behind it',
      `${base64(STORY)}\r\n--\r\nList of the harbour`,
      ['text-left-out: beside the encoded: -- List of the harbour'],
    ],
    ['that is none', STORY, ['mime-recovered: it is said to be in base64, and is not']],
    [
      'that was cut off',
      base64(`${STORY}..`).slice(0, -3),
      ['mime-recovered: the base64 ends inside a group of signs'],
    ],
  ])('%s is read, and what was lost is told', (_name, body, told) => {
    const found = read(fields, body);
    expect(found.body).toContain('Ferries stop running tonight.');
    expect(found.told).toEqual(told);
  });
});

describe('uuencode', () => {
  const FILE = 'begin 644 cat.jpg\r\n#0V%T\r\n`\r\nend\r\n';

  it('in a text is a file', () => {
    expect(read('Content-Type: text/plain', `${STORY}\r\n\r\n${FILE}`)).toEqual({
      body: `<p>${STORY}</p>`,
      files: [['cat.jpg', 'image/jpeg', 3]],
      told: [],
    });
  });

  it('as a transfer encoding is taken off', () => {
    const found = read('Content-Type: text/plain\r\nContent-Transfer-Encoding: x-uuencode', FILE);
    expect([found.body, found.told]).toEqual(['<p>Cat</p>', []]);
  });

  it('that begins several times before it ends is a file from the last beginning on', () => {
    const begun = 'begin 644 talks\r\n#0V%T\r\n';
    expect(read('Content-Type: text/plain', `${begun}${begun}${FILE}${FILE}`)).toEqual({
      body: '<p>begin 644 talks<br/>#0V%T<br/>begin 644 talks<br/>#0V%T</p>',
      files: [
        ['cat.jpg', 'image/jpeg', 3],
        ['cat.jpg', 'image/jpeg', 3],
      ],
      told: [],
    });
  });

  it('that only begins is text', () => {
    const found = read('Content-Type: text/plain', 'begin 644 talks\r\nThe delegations met at noon.');
    expect(found.body).toBe('<p>begin 644 talks<br/>The delegations met at noon.</p>');
  });
});

describe('a header', () => {
  it('without an empty line behind it ends where its fields do', () => {
    const message = `${HEAD.trimEnd()}\r\n${STORY}\r\nTickets stay valid.\r\n`;
    const { records, warnings } = decodeDocument(Buffer.from(message), { format: 'email' });
    expect(records[0]?.body).toBe(`<p>${STORY}<br/>Tickets stay valid.</p>`);
    expect(warnings.map(({ code }) => code)).toEqual(['mime-recovered']);
  });

  it('tells lines that are no fields, and fields that stand there twice', () => {
    const found = read(
      'no field at all\r\nSubject: Another one\r\nKeywords: sea\r\nKeywords: port, sea',
      STORY,
    );
    expect(found.told).toEqual([
      'text-left-out: in the header: no field at all',
      'fields-not-carried: Another one',
    ]);
  });

  it.each(['СССР', 'déjà', 'Хабар ҚР'])('that is not encoded keeps its last letter: %s', (subject) => {
    const message = `From: a@example.org\r\nSubject: x\r\n ${subject}\r\n\r\n${STORY}`;
    expect(decodeDocument(Buffer.from(message)).records[0]?.headline).toBe(`x ${subject}`);
  });

  it('in UTF-16 is read where its letters look like control characters', () => {
    const subject = (order: string, text: Buffer): string => {
      const message = `From: a@example.org\r\nSubject: =?${order}?B?${text.toString('base64')}?=\r\n\r\n${STORY}`;
      return decodeDocument(Buffer.from(message)).records[0]?.headline ?? '';
    };
    const text = Buffer.from('Пожар потушен', 'utf16le');
    expect(subject('utf-16le', text)).toBe('Пожар потушен');
    expect(subject('utf-16', Buffer.from(text).swap16())).toBe('Пожар потушен');
  });

  it('of a part describes its file, and says where one lies that is not sent along', () => {
    const message =
      `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${STORY}\r\n` +
      `--b\r\nContent-Description: =?utf-8?q?K=C3=B6rp=C3=BC?=\r\n${PICTURE}\r\n` +
      '--b\r\nContent-Type: message/external-body; access-type=URL;\r\n URL="https://a.example/\r\n v.mp4"\r\n\r\n' +
      'Content-Type: video/mp4; codecs=avc1\r\n\r\n--b--\r\n';
    const [record] = decodeDocument(Buffer.from(message)).records;
    expect(record?.renditions).toMatchObject([
      { title: 'a.jpg', description: 'Körpü' },
      { href: 'https://a.example/v.mp4', contentType: 'video/mp4' },
    ]);
  });
});
