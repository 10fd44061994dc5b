import { decodeDocument } from '../decode.js';
import { lintNewsmlG2 } from './lint.js';

const MANY = 60_000;
/** Of the processor. Counting them once takes a tenth of it; looking each up among the others takes minutes. */
const MOST_MS = 4000;

const message = (contentMeta: string): string =>
  `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>${newsItem(1, '')}` +
  `${newsItem(2, contentMeta)}</itemSet></newsMessage>`;
const newsItem = (n: number, contentMeta: string): string =>
  `<newsItem guid="urn:x:${n}"><catalog><scheme alias="a" uri="https://e.az/a/"/></catalog>` +
  '<itemMeta><itemClass qcode="a:text"/><provider literal="R"/><versionCreated>2026-03-10T08:00:00Z</versionCreated>' +
  `</itemMeta><contentMeta>${contentMeta}</contentMeta></newsItem>`;
const repeated = (write: (i: number) => string): string =>
  Array.from({ length: MANY }, (_, i) => write(i)).join('');

function millisecondsOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('an item of NewsML-G2 with long lists', () => {
  it('has its faults named by a path, numbered where a name stands more than once', () => {
    const faults = lintNewsmlG2(message('<subject qcode="a:1"/><genre qcode="b"/><subject qcode="c"/>'));
    expect(faults.map(({ code, at }) => [code, at])).toEqual([
      ['g2.qcode', '/newsMessage/itemSet/newsItem[2]/contentMeta/genre/@qcode'],
      ['g2.qcode', '/newsMessage/itemSet/newsItem[2]/contentMeta/subject[2]/@qcode'],
    ]);
  });

  it('is checked without a look at all other subjects for each', () => {
    const text = message(repeated((i) => `<subject literal="${i}"/>`));
    expect(millisecondsOf(() => expect(lintNewsmlG2(text)).toEqual([]))).toBeLessThan(MOST_MS);
  });

  it.each([
    ['places', '<located literal="l0"/>', (i: number) => `<located literal="${i}"/>`],
    ['icons', '', (i: number) => `<icon href="https://e.az/${i}.jpg"/>`],
  ])('is read without a look at all other %s for each', (_name, first, write) => {
    const bytes = Buffer.from(message(first + repeated(write)));
    expect(millisecondsOf(() => expect(decodeDocument(bytes).records).toHaveLength(2))).toBeLessThan(MOST_MS);
  });
});
