import { type HostileDocument, mail, text } from './hostile-document.js';

/** As much of a message as text may be. */
const BYTES = 14_500_000;
const times = (piece: string, bytes = BYTES): string => piece.repeat(Math.floor(bytes / piece.length));

/** One whose first field is too long for it to be recognised. */
const configured = (name: string, make: () => string): HostileDocument => text(name, make, 'email');

const parted = (type: string, body: string, fields = ''): string =>
  mail(`Content-Type: multipart/${type}; boundary=b${fields}`, body);

/** Multiparts of that type in each other, each with a boundary of its own. */
const nested = (type: string, depth: number, innermost: string): string => {
  let out = '';
  for (let i = 0; i < depth; i++)
    out += `Content-Type: multipart/${type}; boundary=b${i}\r\n\r\n--b${i}\r\nContent-Type: text/plain\r\n\r\nv${i}\r\n--b${i}\r\n`;
  return `${mail('', '').trimEnd()}\r\n${out}\r\n${innermost}`;
};

/** The beginning of a TNEF, and an attribute with a length that is not its own. */
const tnef = (length: number, count = 1): Buffer => {
  const attribute = Buffer.from([2, 0x05, 0x90, 0x06, 0, 0, 0, 0, 0]);
  attribute.writeUInt32LE(length, 5);
  const start = Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]);
  return Buffer.concat([start, ...Array.from({ length: count }, () => attribute)]);
};

const withTnef = (bytes: Buffer): string =>
  parted(
    'mixed',
    `--b\r\n\r\nThe story.\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}\r\n--b--\r\n`,
  );

/** Messages that would exhaust their reader by their structure and their headers. */
export const MESSAGES: readonly HostileDocument[] = [
  text('a boundary without end', () => parted('mixed', `--b\r\n\r\n${times('a line of a text\r\n')}`)),
  text('a boundary that is nowhere', () => parted('mixed', times('a line of a text\r\n'))),
  text('a boundary of a megabyte', () =>
    mail(`Content-Type: multipart/mixed; boundary="${'b'.repeat(1e6)}"`, times('--bbb\r\n\r\n')),
  ),
  text('boundaries that are nearly the one', () =>
    parted('mixed', times('--b \r\n--bb\r\n-- b\r\n--b-\r\n')),
  ),
  text('alternatives of alternatives', () => nested('alternative', 20_000, times('x\r\n', 5e6))),
  text('multiparts in multiparts', () => nested('mixed', 20_000, times('x\r\n', 5e6))),
  text('alternatives without number', () =>
    parted('alternative', times('--b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n')),
  ),
  text(
    'messages in messages',
    () => `${mail('', '').trimEnd()}${times('\r\nContent-Type: message/rfc822\r\n\r\nSubject: x')}`,
  ),
  text('uuencode without end', () => mail('', `begin 644 a\n${times(`M${'A'.repeat(60)}\n`)}`)),
  text('beginnings of uuencode', () => mail('', times('begin 644 a\n'))),
  text('beginnings of uuencode before an end', () => mail('', `${times('begin 644 a\n')}end\n`)),
  text('TNEF with a length beyond its end', () => withTnef(tnef(0xffffffff))),
  text('TNEF of attributes without content', () => withTnef(tnef(0, 400_000))),
  text('TNEF of properties that it has not', () => {
    const properties = Buffer.alloc(40, 0xff);
    return withTnef(Buffer.concat([tnef(properties.length), properties, Buffer.alloc(2)]));
  }),
  text('encoded words without end', () =>
    mail('', 'x').replace('Subject: x', `Subject: ${times('=?utf-8?B?QUJD', 900_000)}`),
  ),
  text('encoded words in encoded words', () =>
    mail('', 'x').replace('Subject: x', `Subject: ${times('=?utf-8?Q?=3D=3Futf-8=3FQ=3Fa?= ', 900_000)}`),
  ),
  text('an encoded word of a megabyte', () =>
    mail('', 'x').replace('Subject: x', `Subject: =?utf-8?Q?${'=41'.repeat(330_000)}?=`),
  ),
  text('thousands of fields', () => `Subject: x\r\n${times('X-A: b\r\n')}\r\nx`, 'email'),
  text(
    'a field of fourteen megabytes',
    () => `From: a@example.org\r\nSubject: ${times('x ')}\r\n\r\nx`,
    'email',
  ),
  text(
    'a field in fourteen million lines',
    () => `From: a@example.org\r\nSubject: x${times('\r\n y')}\r\n\r\nx`,
    'email',
  ),
  text('uuencode of lines that lost their blanks', () => mail('', `begin 644 a\n${times('M\n')}end\n`)),
  configured('addresses without end', () =>
    mail('', 'x').replace('a@example.org', times('"a" <a@example.org>, ', 900_000)),
  ),
  configured('comments in comments', () =>
    mail('', 'x').replace('a@example.org', `${'('.repeat(900_000)}a@example.org`),
  ),
  text('a parameter in a hundred thousand pieces', () =>
    mail(
      `Content-Type: text/plain;${Array.from({ length: 60_000 }, (_, i) => ` name*${i}*=a;`).join('\r\n')}`,
      'x',
    ),
  ),
  text('quoted lines of a mail program', () =>
    mail('Content-Type: text/html', times('<div class="gmail_quote">')),
  ),
];
