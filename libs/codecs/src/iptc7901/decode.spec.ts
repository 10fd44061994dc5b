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
