import { createHmac } from 'node:crypto';
import { ConfirmationLinks } from '#exchange/recall/confirmation-links.js';

const digestsOf =
  (...keys: string[]) =>
  (text: string) =>
    keys.map((key) => createHmac('sha256', key).update(text).digest());
const NOW = new Date('2025-11-18T10:00:00Z');
const later = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);

describe('links that confirm a removal', () => {
  const links = new ConfirmationLinks(digestsOf('one'), 'https://exchange.example');
  const link = links.linkFor(42, NOW);
  const token = link.slice('https://exchange.example/confirm/'.length);

  it('say which delivery they came with, for thirty days', () => {
    expect(link).toMatch(/^https:\/\/exchange\.example\/confirm\/42-[0-9a-z]+-[\w-]{43}$/);
    expect(links.read(token, NOW)).toBe(42);
    expect(links.read(token, later(30))).toBe(42);
    expect(links.read(token, later(32))).toBeUndefined();
  });

  it('stay the same while a kill is sent again', () => {
    expect(links.linkFor(42, new Date(NOW.getTime() + 3_600_000))).toBe(link);
  });

  it('are believed through a change of keys, and not with a strange one', () => {
    expect(new ConfirmationLinks(digestsOf('two', 'one'), '').read(token, NOW)).toBe(42);
    expect(new ConfirmationLinks(digestsOf('two'), '').read(token, NOW)).toBeUndefined();
  });

  it.each([
    ['another delivery', token.replace(/^42/, '43')],
    ['a longer life', token.replace(/-([0-9a-z]+)-/, '-zzzzzz-')],
    ['another signature', `${token.slice(0, -43)}${'A'.repeat(43)}`],
    ['no signature', token.slice(0, -44)],
    ['nothing', ''],
  ])('are worth nothing with %s', (_what, forged) => expect(links.read(forged, NOW)).toBeUndefined());
});
