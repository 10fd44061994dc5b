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
});
