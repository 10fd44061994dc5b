import { parsedUrl } from './parsed-url.js';

const host = `${'a'.repeat(60)}.${'a'.repeat(60)}.${'a'.repeat(60)}.${'a'.repeat(60)}.example`;
const long = 'p'.repeat(1000);

describe('an address that is read', () => {
  it.each([
    ['https://example.com/a?b#c', undefined],
    ['HTTPS://EXAMPLE.com:8080/', undefined],
    ['../b', 'https://example.com/a/c'],
    [long, 'https://example.com/a/c'],
    [`/${long}`, 'https://example.com/a/c'],
    [`?${long}`, 'https://example.com/a/c'],
    [`https://${host}/${long}`, undefined],
    [`https://user:${long}@${host}:443/`, undefined],
    [`https://${'%D1%8B'.repeat(50)}.example/`, undefined],
    [`mailto:${long}@example.com`, undefined],
    [`urn:x:${long}`, undefined],
    [`data:text/plain,${long}`, undefined],
  ])('is what the URL standard makes of %.60s', (address, base) => {
    expect(parsedUrl(address, base)?.href).toBe(new URL(address, base).href);
  });

  it.each(['', 'nowhere', 'http://', 'http://a b/', 'https://[::1'])('is none where it is %j', (address) => {
    expect(parsedUrl(address)).toBeUndefined();
  });

  const letters = Array.from({ length: 100_000 }, (_, i) =>
    String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000)),
  ).join('');
  // By the square of their length they would take seconds each.
  it.each([
    ['letters', `http://${letters}.az/`],
    ['letters after one slash', `https:/${letters}`],
    ['letters after none', `http:${letters}`],
    ['letters after backslashes', ` ht\ntp:\\\\${letters}`],
    ['letters after the name of a user', `http://user@${letters}:80/`],
    ['escaped letters', `http://${encodeURIComponent(letters)}/`],
    ['Punycode', `http://xn--${'a1b2c3'.repeat(20_000)}/`],
    ['marks', `http://a${'\u0301\u0327'.repeat(50_000)}/`],
  ])('has no host of a hundred thousand %s', (_what, address) => {
    expect(parsedUrl(address)).toBeUndefined();
    expect(parsedUrl(address, 'foo://example.com')).toBeUndefined();
    expect(parsedUrl('/a', address)).toBeUndefined();
  });
});
