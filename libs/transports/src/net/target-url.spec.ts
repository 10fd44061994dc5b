import { targetUrl } from './target-url.js';

describe('targetUrl', () => {
  it('splits a URL for a request and drops the fragment', () => {
    expect(targetUrl('https://report.az:8443/rss?lang=az#top')).toMatchObject({
      origin: 'https://report.az:8443',
      path: '/rss?lang=az',
      host: 'report.az:8443',
    });
  });
  it('moves a user name and password into the header, decoded', () => {
    const target = targetUrl('https://korpu:p%40ss%2Fw%C9%99@khabar.kz/wire');
    expect(target?.authorization).toBe(`Basic ${Buffer.from('korpu:p@ss/wə').toString('base64')}`);
    expect(target?.url.href).toBe('https://khabar.kz/wire');
  });
  it('takes a wrongly encoded password as it stands', () => {
    const target = targetUrl('https://u:100%@khabar.kz/');
    expect(target?.authorization).toBe(`Basic ${Buffer.from('u:100%').toString('base64')}`);
  });
  it.each([
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://017700000001/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://127.0.0.1./', '127.0.0.1'],
    ['http://①②⑦.⓪.⓪.①/', '127.0.0.1'],
    ['http://[::ffff:127.0.0.1]/', '[::ffff:7f00:1]'],
    ['http://[0:0:0:0:0:0:0:1]/', '[::1]'],
    ['HTTP://EXAMPLE.COM:80/', 'example.com'],
  ])('sees through the notation of %s', (text, host) => {
    expect(targetUrl(text)?.host).toBe(host);
  });
  it('resolves a relative address against a base', () => {
    expect(targetUrl('../b?c', new URL('https://a.example/x/y/z'))?.url.href).toBe('https://a.example/x/b?c');
  });
  it.each([
    '',
    'report.az',
    '/rss',
    'file:///etc/passwd',
    'ftp://a/b',
    'gopher://a',
    'javascript:1',
    'http://',
    'http://a b/',
    'http://1.2.3.256/',
  ])('refuses %j', (text) => {
    expect(targetUrl(text)).toBeUndefined();
  });
});
