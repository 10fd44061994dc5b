import { type HostileDocument, mail, text } from './hostile-document.js';

/** A message may be larger than other documents, for its files; this is what one may have. */
const BYTES = 35_500_000;
const times = (line: string): string => line.repeat(Math.floor(BYTES / line.length));

const withFile = (fields: string, body: string): string =>
  mail(
    'Content-Type: multipart/mixed; boundary=b',
    `--b\r\n\r\nThe story.\r\n--b\r\nContent-Type: video/mp4; name=a.mp4\r\n${fields}\r\n\r\n${body}\r\n--b--\r\n`,
  );
const BASE64 = 'Content-Transfer-Encoding: base64';

export const LARGE_MESSAGES: readonly HostileDocument[] = [
  text('a film in base64', () => withFile(BASE64, times(`${'QUJD'.repeat(19)}\r\n`))),
  text('base64 of seven million pieces', () => withFile(BASE64, times('QUI=\n'))),
  text('base64 with a sign in it that is none', () => withFile(BASE64, `AA!A\n${times('QUJDQUJDQUJD\n')}`)),
  text('a film in quoted-printable', () =>
    withFile('Content-Transfer-Encoding: quoted-printable', times('=FF=00 =\n')),
  ),
  text('a film in uuencode', () => mail('', `begin 644 a\n${times(`M${'A'.repeat(60)}\n`)}end\n`)),
  text('uuencode that begins again and again', () => mail('', times('begin 644 a\n#0V%T\n').slice(0, 15e6))),
  text('a forwarded message of this size', () =>
    withFile('X-A: b', `\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n${times('a\n')}`),
  ),
  text('a boundary that parts each part again', () =>
    mail(
      'Content-Type: multipart/mixed; boundary=b',
      times('--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'),
    ),
  ),
  text('boundaries that nobody has named', () => mail('Content-Type: multipart/mixed', times('--x\n\n'))),
  text('a text alone', () => mail('Content-Type: text/html', times('<p>x</p>'))),
  text('lines in place of fields', () => `Subject: x\nFrom: a@example.org\n${times('no field\n')}`, 'email'),
];
