import { isUri, mintGuid, sourceIdOf } from './guid.js';

describe('mintGuid', () => {
  it('gives one source and key one guid', () => {
    expect(mintGuid('baku-tv', '12345')).toBe('urn:newsml:baku-tv:5994471abb01112afcc18159f6cc74b4');
    expect(mintGuid('report', '12345')).toBe('urn:newsml:report:5994471abb01112afcc18159f6cc74b4');
    expect(mintGuid('baku-tv', '12346')).not.toBe(mintGuid('baku-tv', '12345'));
  });
});

describe('isUri', () => {
  it.each([
    'https://example.az/1',
    'urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a',
    'tag:example.kz,2025:1',
    'news:1',
  ])('accepts %s', (id) => expect(isUri(id)).toBe(true));
  it.each([
    '12345',
    '/news/1',
    'https://',
    'http:',
    'Xəbər: bir',
    'c:1',
    'https://a b',
    'javascript:x()',
    'DATA:,x',
    'livescript:x',
    '',
  ])('refuses %j', (id) => {
    expect(isUri(id)).toBe(false);
  });
});

describe('sourceIdOf', () => {
  it('is what the feed is configured as, else the host, else unknown', () => {
    expect(sourceIdOf({ sourceId: 'report', baseUrl: 'https://example.az/rss' })).toBe('report');
    expect(sourceIdOf({ baseUrl: 'https://example.az/rss' })).toBe('example.az');
    expect(sourceIdOf({})).toBe('unknown');
    expect(sourceIdOf({ baseUrl: 'nonsense' })).toBe('unknown');
  });
});
