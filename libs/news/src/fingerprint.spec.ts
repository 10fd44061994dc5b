import { fingerprintOf } from '#news/fingerprint.js';
import { asGuid } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';

const item: NewsItem = {
  kind: 'newsItem',
  guid: asGuid('https://example.org/1'),
  version: 1,
  itemClass: 'text',
  provider: { name: 'Report' },
  pubStatus: 'usable',
  versionCreated: '2026-03-10T12:00:00Z',
  headline: 'Bakı, Astana və Daşkənd',
  body: '<p>Bir</p><p>İki</p>',
  fingerprint: '',
};

describe('fingerprintOf', () => {
  it('is 32 hex characters', () => {
    expect(fingerprintOf(item)).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each<[string, Partial<NewsItem>]>([
    ['a new date', { versionCreated: '2026-03-11T12:00:00Z', contentModified: '2026-03-11T12:00:00Z' }],
    ['another version number', { version: 7 }],
    ['white space', { body: '<p>Bir</p>\n  <p>İki</p>\n', headline: ' Bakı,  Astana və Daşkənd' }],
    ['a hop', { hops: [{ partner: 'report', at: '2026-03-10T12:00:00Z' }] }],
    ['an undefined field', { byline: undefined }],
  ])('stays the same with %s', (_case, change) => {
    expect(fingerprintOf({ ...item, ...change })).toBe(fingerprintOf(item));
  });

  it('does not depend on the order of keys', () => {
    const a = { ...item, renditions: [{ href: 'https://example.org/a.jpg', width: 10 }] };
    const b = { ...item, renditions: [{ width: 10, href: 'https://example.org/a.jpg' }] };
    expect(fingerprintOf(a)).toBe(fingerprintOf(b));
  });

  it('stays the same with another campaign or signature in an address', () => {
    const at = (campaign: string, signature: string): string =>
      fingerprintOf({
        ...item,
        url: `https://example.org/1?utm_source=${campaign}`,
        body: `<p><img src="https://cdn.example.org/a.jpg?w=9&amp;Expires=${signature}&amp;Signature=${signature}"/></p>`,
        renditions: [
          { href: `https://cdn.example.org/a.jpg?w=9&Expires=${signature}&Signature=${signature}` },
        ],
      });
    expect(at('rss', '17')).toBe(at('mail', '18'));
    expect(at('rss', '17')).not.toBe(fingerprintOf({ ...item, url: 'https://example.org/2' }));
  });

  it.each<[string, Partial<NewsItem>]>([
    ['a word', { headline: 'Bakı, Astana və Səmərqənd' }],
    ['the status', { pubStatus: 'canceled' }],
    ['an embargo', { embargoed: 'indefinite' }],
    ['a late rendition', { renditions: [{ href: 'https://example.org/v.mp4' }] }],
    ['a note to editors', { edNote: 'check the name' }],
  ])('changes with %s', (_case, change) => {
    expect(fingerprintOf({ ...item, ...change })).not.toBe(fingerprintOf(item));
  });

  it('looks for the quotes around a question mark once, however many stand between them', () => {
    const asked = 'a?b '.repeat(200_000);
    const bodyWith = (campaign: string): string =>
      `<p>${asked}<a href="https://example.org/?utm_source=${campaign}">x</a>${asked}</p>`;
    const before = process.cpuUsage();
    const prints = ['a', 'b'].map((campaign) => fingerprintOf({ ...item, body: bodyWith(campaign) }));
    const { user, system } = process.cpuUsage(before);
    expect(prints[0]).toBe(prints[1]);
    // One look for each took a minute.
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});
