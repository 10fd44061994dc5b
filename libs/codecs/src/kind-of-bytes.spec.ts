import { decodeDocument } from './decode.js';

const messageOf = (bytes: Buffer): string => {
  try {
    decodeDocument(bytes);
    return 'decoded';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a document that is no text', () => {
  it.each<[string, string]>([
    ['\xff\xd8\xff\xe0\0\x10JFIF\0', 'a JPEG image'],
    ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'a PNG image'],
    ['\0\0\0\x20ftypisom\0\0\x02\0', 'an MPEG-4 video'],
    ['RIFF\x24\0\0\0WAVEfmt ', 'a WAVE sound'],
    ['%PDF-1.7\n%\xe2\xe3', 'a PDF document'],
    ['{\\rtf1\\ansi Salam}', 'an RTF document'],
    [`${'news.xml'.padEnd(257, '\0')}ustar\0`, 'a tar archive'],
  ])('is called what it is: %j', (bytes, kind) => {
    expect(messageOf(Buffer.from(bytes, 'latin1'))).toBe(`The document is ${kind}, and no news document`);
  });

  it('is shown by its bytes where nobody knows what it is', () => {
    expect(messageOf(Buffer.from('\x07\0\x01\xfe\x80\0\0\x1b', 'latin1'))).toBe(
      'The document is in no format that is known; it is no text, and begins with the bytes 07 00 01 fe 80 00 00 1b',
    );
    expect(messageOf(Buffer.from('Salam\tdünya'))).toMatch(/; it begins with "Salam\\tdünya"$/);
    expect(messageOf(Buffer.from('ncnc\r\n\x01Service of words and more'))).toMatch(
      /; it begins with "ncnc"$/,
    );
    expect(messageOf(Buffer.from('\0\x01\x02 not a feed'))).toMatch(
      /; it is no text, and begins with the bytes 00 01 02/,
    );
  });

  it('names the root of XML of another kind', () => {
    expect(
      messageOf(Buffer.from('<?xml version="1.0"?>\n<!-- a > b -->\n<Wire xmlns=""><ID>9</ID></Wire>')),
    ).toBe('The document is in no format that is known; it begins with <Wire>');
  });

  it.each([
    ['<RBNews xmlns=""><NewsID>9</NewsID></RBNews>', "an item in Ritzau's own XML"],
    [
      '<?xml version="1.0"?>\n<s:sports-content xmlns:s="x"/>',
      'SportsML without an item of NewsML-G2 around it',
    ],
    ['<document><ntbId>N1</ntbId></document>', "an item in NTB's own XML"],
    ['<opml version="2.0"/>', 'a list of feeds in OPML'],
  ])('calls XML that is known and not read by its name: %j', (text, kind) => {
    expect(messageOf(Buffer.from(text))).toBe(`The document is ${kind}, which is not read`);
  });

  it('knows such XML by more than the name of its root, where that may be anything', () => {
    expect(messageOf(Buffer.from('<document><title>A</title></document>'))).toMatch(
      /begins with <document>$/,
    );
  });

  it('is none where words begin like a sign', () => {
    expect(messageOf(Buffer.from('From: a@b.example\nSubject: GIF89a\nDate: 1 Jan 2026\n\nText'))).toBe(
      'decoded',
    );
  });
});
