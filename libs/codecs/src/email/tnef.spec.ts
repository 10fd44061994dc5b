import iconv from 'iconv-lite';
import { decodeDocument } from '../decode.js';

const uint16 = (value: number): Buffer => Buffer.from(Uint16Array.of(value).buffer);
const uint32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);

/** An attribute of the message (1) or of a file (2), with its checksum. */
const attribute = (level: number, tag: number, data: Buffer): Buffer => {
  const sum = data.reduce((total, byte) => (total + byte) & 0xffff, 0);
  return Buffer.concat([Buffer.of(level), uint32(tag), uint32(data.length), data, uint16(sum)]);
};

/** A property whose length is counted, padded to four bytes. */
const counted = (type: number, id: number, data: Buffer): Buffer =>
  Buffer.concat([
    ...[uint16(type), uint16(id), uint32(1), uint32(data.length), data],
    Buffer.alloc(-data.length & 3),
  ]);
const properties = (...list: Buffer[]): Buffer => Buffer.concat([uint32(list.length), ...list]);

const tnef = (...attributes: Buffer[]): Buffer =>
  Buffer.concat([uint32(0x223e9f78), uint16(1), attribute(1, 0x00069007, uint32(1251)), ...attributes]);
const file = (name: string, content: string, ...more: Buffer[]): Buffer =>
  Buffer.concat([
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, Buffer.from(`${name}\0`)),
    attribute(2, 0x0006800f, Buffer.from(content)),
    ...more,
  ]);

const HTML = properties(
  // Named by a number, with a value of four bytes: it must be stepped over.
  Buffer.concat([uint16(3), uint16(0x8001), Buffer.alloc(16), uint32(0), uint32(7), uint32(1)]),
  Buffer.concat([uint16(3), uint16(0x3fde), uint32(20866)]),
  counted(0x102, 0x1013, iconv.encode('<p>Мост открыт.</p>', 'koi8-r')),
);

/** A named property whose name has 32 bytes less than nothing for who counts in 32 bits with a sign. */
const NAMED_BACKWARDS = Buffer.concat([
  ...[uint16(0x0b), uint16(0x8000), Buffer.alloc(16), uint32(1), uint32(0xffffffe0), Buffer.alloc(8)],
]);

function read(packed: Buffer, text = '') {
  const message =
    'From: a@example.org\r\nSubject: Мост\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n' +
    `--b\r\n\r\n${text}\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n` +
    `${packed.toString('base64')}\r\n--b--\r\n`;
  const { records, warnings } = decodeDocument(Buffer.from(message));
  return {
    body: records[0]?.body,
    files: records[0]?.renditions?.map(({ title, contentType, sizeBytes }) => [
      title,
      contentType,
      sizeBytes,
    ]),
    told: warnings.map(({ code, detail }) => `${code}: ${detail}`),
  };
}

describe('winmail.dat', () => {
  it('gives its text and its files', () => {
    const longName = attribute(
      2,
      0x00069005,
      properties(counted(0x1f, 0x3707, Buffer.from('körpünün şəkli.jpg\0', 'utf16le'))),
    );
    const packed = tnef(
      attribute(1, 0x00069003, HTML),
      file('KORPU~1.JPG', 'jpeg', longName),
      file('b.pdf', 'pdf'),
    );
    expect(read(packed)).toEqual({
      body: '<p>Мост открыт.</p>',
      files: [
        ['körpünün şəkli.jpg', 'image/jpeg', 4],
        ['b.pdf', 'application/pdf', 3],
      ],
      told: [],
    });
  });

  it('gives its plain text in its code page', () => {
    const plain = iconv.encode('Мост открыт.\0', 'windows-1251');
    expect(read(tnef(attribute(1, 0x0002800c, plain))).body).toBe('<p>Мост открыт.</p>');
  });

  it('adds no text to that of the message, and tells one that is another', () => {
    const { body, told } = read(tnef(attribute(1, 0x00069003, HTML)), 'Ferries stop running tonight.');
    expect(body).toBe('<p>Ferries stop running tonight.</p>');
    expect(told).toEqual(['body-dropped: another version of the text: Мост открыт.']);
  });

  it.each([
    [
      'whose text is RTF',
      tnef(attribute(1, 0x00069003, properties(counted(0x102, 0x1009, Buffer.from('LZFu'))))),
      'the text of the TNEF is RTF, which is not read',
    ],
    [
      'that is cut off',
      tnef(file('a.jpg', 'jpeg')).subarray(0, -4),
      'decode.malformed: The TNEF ends before its end',
    ],
    [
      'that has more text than any document may have',
      tnef(attribute(1, 0x00069003, properties(counted(0x1f, 0x1000, Buffer.alloc(15_000_001, 'a\0'))))),
      'decode.too-large: The document is too large: the text of the TNEF has 15000001 bytes, more than the 15000000 that are read',
    ],
    [
      'that says its list holds more than there is',
      tnef(attribute(1, 0x00069003, Buffer.concat([uint32(0xffffffff), NAMED_BACKWARDS]))),
      'decode.malformed: The TNEF ends before its end',
    ],
    [
      'that has a name as long as makes its reader go back',
      tnef(attribute(1, 0x00069003, Buffer.concat([uint32(1), NAMED_BACKWARDS]))),
      'decode.malformed: The TNEF ends before its end',
    ],
    ['that is none', Buffer.from('no TNEF'), 'decode.malformed: It has no signature of TNEF'],
  ])('%s stays a file', (_name, packed, detail) => {
    const { files, told } = read(packed);
    expect(files).toContainEqual(['winmail.dat', 'application/ms-tnef', packed.length]);
    expect(told).toEqual([`attachment-undecodable: ${detail}`]);
  });

  it('gives no more files than a message may have, those beside them among them', () => {
    const many = tnef(...Array.from({ length: 1002 }, (_, i) => file(`${i}.pdf`, `${i}`)));
    const { files, told } = read(many);
    expect(files).toHaveLength(1000);
    expect(files?.at(-1)).toEqual(['999.pdf', 'application/pdf', 3]);
    expect(told).toEqual(['list-cut: files of TNEF: 2 were left out']);
  });
});
