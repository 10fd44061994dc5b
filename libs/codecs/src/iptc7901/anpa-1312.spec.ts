import { decodeDocument } from '../decode.js';

const TEXT =
  '\x02^BC-Test--Harbor Bridge,120<\n^Bridge opens a month early<\n\t   PORT (XY) _ The bridge is open.\n\x03';

describe('a message of ANPA 1312', () => {
  it.each([
    [
      'with its control characters',
      `\x16\x16\x01a1234\x1fasian-\r\nu i BC-Test--HarborBridge 11-26 0120\r\n${TEXT}`,
    ],
    [
      'without them',
      `a1234-----\nr z BC-Test--Harbor 1stLd-Writethru   11-26 0120\n${TEXT.replace(/\p{Cc}/gu, ' ')}`,
    ],
  ])('is named, and not read as one of IPTC 7901, %s', (_name, text) => {
    for (const format of [undefined, 'iptc7901'] as const) {
      expect(() => decodeDocument(Buffer.from(text), { format })).toThrow(
        expect.objectContaining({
          code: 'decode.unsupported-format',
          message: expect.stringContaining('ANPA 1312'),
        }),
      );
    }
  });
});
