import { jest } from '@jest/globals';
import { UndecodableDocument } from './codec.js';
import { decodeDocument } from './decode.js';
import { MAX_TEXT } from './limits.js';
import { jsonOnce } from './read-json.js';

describe('jsonOnce', () => {
  it('parses once for all who ask, and fails alike each time', () => {
    const good = jsonOnce('{"a":1}');
    expect(good()).toBe(good());
    const bad = jsonOnce('{');
    expect(bad).toThrow(SyntaxError);
    expect(bad).toThrow(SyntaxError);
  });

  it('cuts a text that is too long, and says where', () => {
    const long = 'x'.repeat(MAX_TEXT + 1);
    const { value, warnings } = jsonOnce(JSON.stringify({ items: [{ text: long, id: 'a' }] }))();
    expect(value).toEqual({ items: [{ text: 'x'.repeat(MAX_TEXT), id: 'a' }] });
    expect(warnings).toEqual([expect.objectContaining({ code: 'text-cut', at: '/items/0/text' })]);
  });

  it.each([
    ['{"a":1,"a":2}', { a: 2 }, [['/a', '1']]],
    ['{"l":[0,{"a": "x, \\"}" ,"b":":","a":{}}]}', { l: [0, { a: {}, b: ':' }] }, [['/l/1/a', '"x, \\"}"']]],
    ['{"a":{"b":1},"\\u0061":[2,{"b":3}]}', { a: [2, { b: 3 }] }, [['/a', '{"b":1']]],
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":":a"}]}', { a: 1, b: { a: 1 }, c: [{ a: 1 }, { a: ':a' }] }, []],
    ['{"a":1,"a":NaN,}', { a: null }, [['/a', '1']]],
  ])(
    'takes the last value of a key that stands there twice, and quotes the other: %s',
    (text, value, told) => {
      const read = jsonOnce(text)();
      expect(read.value).toEqual(value);
      expect(read.warnings.filter(({ code }) => code === 'json-key-repeated')).toEqual(
        told.map(([at, before]) => ({
          code: 'json-key-repeated',
          at,
          detail: `the last value was read, not ${before}`,
        })),
      );
    },
  );

  it('hears every embargo and status of a ninjs object that gives several under one key', () => {
    const read = (json: string) => decodeDocument(Buffer.from(`{"uri":"urn:x:1","headline":"Bir",${json}}`));
    const { records, warnings } = read(
      '"pubstatus":"withheld","pubstatus":"usable","embargoed":"2099-01-01T00:00:00Z","embargoed":"2020-01-01T00:00:00Z"',
    );
    expect(records).toMatchObject([{ pubStatus: 'withheld', embargoed: '2099-01-01T00:00:00Z' }]);
    expect(warnings).toEqual([
      { code: 'json-key-repeated', at: '/pubstatus', detail: 'it was "withheld" before' },
      { code: 'json-key-repeated', at: '/embargoed', detail: 'it was "2099-01-01T00:00:00Z" before' },
      { code: 'pubstatus-repeated', at: '/pubStatus', detail: 'withheld, usable' },
      { code: 'embargo-repeated', at: '/embargoed', detail: '2099-01-01T00:00:00Z, 2020-01-01T00:00:00Z' },
    ]);
    const { records: others } = read(
      '"status":"killed","status":"published","embargoeduntil":{"a":1},"embargoeduntil":"2020-01-01T00:00:00Z"',
    );
    expect(others).toMatchObject([{ pubStatus: 'canceled', embargoed: 'indefinite' }]);
    const { records: withFile } = read(
      '"associations":{"main":{"type":"picture","embargoed":"2099-01-01T00:00:00Z","embargoed":"2020-01-01T00:00:00Z","renditions":{"web":{"href":"https://a.example/1.jpg"}}}}',
    );
    expect(withFile).toMatchObject([{ embargoed: '2099-01-01T00:00:00Z' }]);
  });

  it('tells a repeated key with the item that has it', () => {
    const text =
      '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1"},{"id":"2","title":"A","title":"B"}]}';
    const { places, warnings } = decodeDocument(Buffer.from(text));
    const [{ at } = { at: '' }] = warnings.filter(({ code }) => code === 'json-key-repeated');
    expect([places[1], at]).toEqual(['items[2]', 'items[2]/title']);
  });

  it('leaves out what is nested too deep, says where, and keeps what stands beside it', () => {
    const deep = `${'{"a":['.repeat(5000)}1${']}'.repeat(5000)}`;
    const text = `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":"Bir","_x":${deep}},
      {"id":"2","content_text":"İki"}]}`;
    const { records, warnings } = decodeDocument(Buffer.from(text));
    expect(records.map(({ body }) => body)).toEqual(['<p>Bir</p>', '<p>İki</p>']);
    expect(warnings.map(({ code, at }) => [code, at])).toEqual([
      ['json-too-deep', 'items[1]/_x/a/0/a/0/a/…'],
      ['fields-not-carried', 'items[1]'],
    ]);
    const ninjs = decodeDocument(Buffer.from(`{"uri":"urn:x:1","headline":"Bir","associations":${deep}}`));
    expect(ninjs.records).toMatchObject([{ headline: 'Bir' }]);
    expect(ninjs.warnings[0]).toMatchObject({ code: 'json-too-deep' });
  });

  it('refuses more values than can be held', () => {
    const read = jsonOnce(`[${'[],'.repeat(1_000_001)}[]]`);
    expect(read).toThrow(UndecodableDocument);
    expect(read).toThrow(expect.objectContaining({ code: 'decode.too-large' }));
  });

  it.each([
    ['ninjs', '{"uri":"urn:a","headline":"Bir","versionCreated":"2025-11-18T09:00:00Z"}'],
    ['jsonfeed', '{"title":"Sayt","items":[{"id":"1","content_text":"Bir"}]}'],
  ])('is what recognising and reading %s share', (_format, text) => {
    const parse = jest.spyOn(JSON, 'parse');
    try {
      expect(decodeDocument(Buffer.from(text)).records).toHaveLength(1);
      expect(parse).toHaveBeenCalledTimes(1);
    } finally {
      parse.mockRestore();
    }
  });
});
