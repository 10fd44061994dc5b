import { decodeDocument } from '../decode.js';
import { MB, mail } from '../testing/hostile-document.js';

const read = (message: string) => {
  const { records, warnings } = decodeDocument(Buffer.from(message));
  return { record: records[0], told: warnings.map(({ code, detail }) => `${code}: ${detail}`) };
};

describe('a message of many or nested parts', () => {
  it('has no more files in uuencode than a message may have', () => {
    const { record, told } = read(mail('', `The story.\n${'begin 644 a\n#0V%T\nend\n'.repeat(1002)}`));
    expect(record?.renditions).toHaveLength(1000);
    expect(record?.body).toBe('<p>The story.</p>');
    expect(told).toEqual(['list-cut: files in uuencode: 2 were left out']);
  });

  it('shows the alternative that says far more, however many there are', () => {
    const part = (type: string, text: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
    const short = part('text/plain', 'word '.repeat(50)).repeat(5);
    const { record } = read(
      mail(
        'Content-Type: multipart/alternative; boundary=b',
        `${short}${part('text/plain', 'story '.repeat(90))}${part('text/html', '<p>A notice.</p>')}--b--`,
      ),
    );
    expect(record?.body).toContain('word word');
  });

  /** Multiparts in each other, all said to be quoted-printable, round a text with `=3D3D`. */
  const nested = (filling: string): string => {
    const field = 'Content-Transfer-Encoding: quoted-printable';
    const inner = `Content-Type: multipart/mixed; boundary=i\r\n${field}\r\n\r\n--i\r\n\r\na=3D3Db\r\n${filling}--i--`;
    return mail(`Content-Type: multipart/mixed; boundary=o\r\n${field}`, `--o\r\n${inner}\r\n--o--`);
  };

  it('has the encoding of multiparts undone in each other where they are small', () => {
    expect(read(nested('')).record?.body).toBe('<p>a=b</p>');
  });

  it('has it undone once where they are large', () => {
    const { record, told } = read(nested(`${'word'.repeat(15)}\r\n`.repeat(MB / 60)));
    expect(record?.body?.slice(0, 12)).toContain('a=3Db');
    expect(told).toContain('mime-recovered: quoted-printable is not undone again in multiparts');
  });
});
