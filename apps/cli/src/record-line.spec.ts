import { recordIn } from './record-line.js';

const record = {
  kind: 'newsItem',
  guid: 'urn:a',
  version: 1,
  itemClass: 'text',
  pubStatus: 'usable',
  provider: { name: 'Report' },
  fingerprint: '0',
};

describe('recordIn', () => {
  it('takes what decode prints, and a record alone', () => {
    const line = { file: 'a.xml', format: 'rss', charset: 'utf-8', record, warnings: [] };
    expect(recordIn(JSON.stringify(line))).toEqual({ record });
    expect(recordIn(JSON.stringify(record))).toEqual({ record });
  });

  it('knows a document without a record from one that was not decoded', () => {
    expect(recordIn('{"file":"a.xml","format":"rss","records":0,"warnings":[]}')).toEqual({});
    const undecoded = { file: 'a.xml', error: { code: 'decode.empty', message: 'The document is empty' } };
    expect(recordIn(JSON.stringify(undecoded))).toEqual({ error: 'a.xml: The document is empty' });
  });

  it.each<[string, string]>([
    ['<rss/>', 'is not JSON'],
    ['[]', 'is not an object'],
    ['{"title":"x"}', 'holds no record'],
    [JSON.stringify({ record: { ...record, kind: 'article' } }), 'holds a record whose kind is none of'],
    [JSON.stringify({ record: { ...record, guid: undefined } }), 'holds a record without guid'],
    [JSON.stringify({ record: { ...record, version: 0 } }), 'holds a record whose version is not 1 or more'],
    [JSON.stringify({ record: { ...record, provider: 'Report' } }), 'holds a record without provider'],
  ])('%s: %s', (line, problem) => {
    expect(recordIn(line).problem).toMatch(new RegExp(`^${problem}`));
    expect(recordIn(line).record).toBeUndefined();
  });
});
