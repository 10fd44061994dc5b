import { readFileSync } from 'node:fs';
import type { ClaimedDelivery } from '#exchange/outbound/outbound-ports.js';
import { makeClaimed } from '#exchange/testing/make-claimed.js';
import { asGuid } from '#news/ids.js';
import { deliveryHeaders } from './delivery-headers.js';

const headersOf = (more: Partial<ClaimedDelivery>): Record<string, string> => {
  const flat = deliveryHeaders(makeClaimed({ version: 3, ...more }));
  expect(flat.length % 2).toBe(0);
  const headers: Record<string, string> = {};
  for (let i = 0; i < flat.length; i += 2) headers[flat[i]!] = flat[i + 1]!;
  return headers;
};

describe('deliveryHeaders', () => {
  it('says what the item is and whose', () => {
    expect(headersOf({ kind: 'kill' })).toEqual({
      'korpu-item-guid': 'urn:newsml:report:1',
      'korpu-item-version': '3',
      'korpu-kind': 'kill',
      'korpu-sequence': '7',
      'korpu-source': 'report',
    });
  });

  it('are those that the table in docs/integrating.md tells receivers of, beside the confirm link', () => {
    const at = '2026-11-18T09:00:00Z';
    const sent = headersOf({
      obligations: [
        { type: 'credit', line: 'Report', required: true },
        { type: 'usage-terms', text: 'KZ OUT' },
        { type: 'expiry', at },
        { type: 'embargo', until: at },
      ],
    });
    const guide = readFileSync(new URL('../../../../docs/integrating.md', import.meta.url), 'utf8');
    const told = [...guide.matchAll(/^\| `(korpu-[a-z-]+)`/gm)].map(([, name]) => name);
    expect(told.toSorted()).toEqual([...Object.keys(sent), 'korpu-confirm-url'].toSorted());
  });

  it('says what the receiver owes', () => {
    expect(
      headersOf({
        obligations: [
          { type: 'credit', line: 'Report İnformasiya Agentliyi', required: true },
          { type: 'usage-terms', text: 'KZ OUT' },
          { type: 'usage-terms', text: 'только для ТВ' },
          { type: 'expiry', at: '2026-04-09T10:00:00Z' },
          { type: 'embargo', until: '2026-03-10T12:00:00Z' },
        ],
      }),
    ).toMatchObject({
      'korpu-credit-line': 'Report %C4%B0nformasiya Agentliyi',
      'korpu-credit-required': 'true',
      'korpu-usage-terms': 'KZ OUT%0A%D1%82%D0%BE%D0%BB%D1%8C%D0%BA%D0%BE %D0%B4%D0%BB%D1%8F %D0%A2%D0%92',
      'korpu-expires': '2026-04-09T10:00:00Z',
      'korpu-embargoed-until': '2026-03-10T12:00:00Z',
    });
  });

  it.each([
    'https://khabar.kz/kk/жаңалық?id=1&x=y#z',
    'https://khabar.kz/%D0%B0',
    'tag:example.org,2026:a b',
    'line\r\nwebhook-id: forged',
    '100 % – "quoted"',
    '\u{1F4F0}',
    'é'.repeat(3_000),
  ])('carries guid %j so that decoding gives it back, as printable ASCII', (guid) => {
    const value = headersOf({ guid: asGuid(guid) })['korpu-item-guid']!;
    expect(value).toMatch(/^[\x21-\x7e][\x20-\x7e]*$/);
    expect(decodeURIComponent(value)).toBe(guid);
  });

  it('does not break on half a surrogate pair', () => {
    expect(headersOf({ guid: asGuid('a\ud800b') })['korpu-item-guid']).toBe('a%EF%BF%BDb');
  });

  it.each([
    ['ASCII', 'no archive '.repeat(500)],
    ['two-byte letters', `x${'Ə'.repeat(2_000)}`],
    ['three-byte letters', '–'.repeat(2_000)],
    ['four-byte letters', `xy${'\u{1F4F0}'.repeat(2_000)}`],
  ])('abridges long terms of %s between characters, and says so', (_what, text) => {
    const value = headersOf({ obligations: [{ type: 'usage-terms', text }] })['korpu-usage-terms']!;
    expect(value.length).toBeLessThanOrEqual(2_048);
    expect(value.length).toBeGreaterThan(2_020);
    const decoded = decodeURIComponent(value);
    expect(decoded.endsWith('…')).toBe(true);
    expect(text.startsWith(decoded.slice(0, -1))).toBe(true);
  });
});
