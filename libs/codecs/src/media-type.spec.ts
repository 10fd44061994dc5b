import { bareMediaType, contentTypeOf, itemClassOf } from './media-type.js';

describe('contentTypeOf', () => {
  it.each<[string, string | undefined]>([
    ['https://example.org/a.JPG?w=1', 'image/jpeg'],
    ['https://example.org/v.m3u8#t=1', 'application/vnd.apple.mpegurl'],
    ['https://example.org/a.php', undefined],
    ['https://example.org/', undefined],
  ])('of %s is %s', (href, type) => {
    expect(contentTypeOf(href)).toBe(type);
  });
});

describe('itemClassOf', () => {
  it.each<[string | undefined, string | undefined]>([
    ['image/jpeg', 'picture'],
    ['image/svg+xml', 'graphic'],
    ['Video/MP4; codecs="avc1"', 'video'],
    ['application/x-mpegURL', 'video'],
    ['audio/mpeg', 'audio'],
    ['image/*', 'picture'],
    ['text/vtt', undefined],
    [undefined, undefined],
  ])('of %s is %s', (type, itemClass) => {
    expect(itemClassOf(type)).toBe(itemClass);
  });
});

it('bareMediaType drops parameters and case', () => {
  expect(bareMediaType(' Text/HTML; charset=utf-8')).toBe('text/html');
});
