import { asUri, fileUri, guidUri } from './uri.js';

describe('asUri', () => {
  it.each([
    ['https://report.example.org/az?a=1&b=%20#x', 'https://report.example.org/az?a=1&b=%20#x'],
    ['urn:newsml:report.az:20260310:1', 'urn:newsml:report.az:20260310:1'],
    ['tag:example.org,2026:1', 'tag:example.org,2026:1'],
    [
      'https://report.example.org/xəbər/50% endirim',
      'https://report.example.org/x%C9%99b%C9%99r/50%25%20endirim',
    ],
    ['https://a.example.org/#b#c', 'https://a.example.org/#b%23c'],
    ['https://a.example.org/\ud800', 'https://a.example.org/%EF%BF%BD'],
  ])('%s', (value, uri) => {
    expect(asUri(value)).toBe(uri);
  });

  it.each(['', 'story-17', '/relative', '2026:x', 'javascript:x', 'java\tscript:x'])(
    'says that %j is none',
    (value) => {
      expect(asUri(value)).toBeUndefined();
    },
  );
});

it('gives a scheme to a guid and a file that have none', () => {
  expect(guidUri('mətn 17')).toBe('urn:x-guid:m%C9%99tn%2017');
  expect(fileUri('./a b.jpg')).toBe('file:///./a%20b.jpg');
});
