import { asGuid, asPartnerId } from '#news/ids.js';
import { GuidIssuers } from './guid-issuers.js';

const partners = {
  report: ['report.example.az'],
  khabar: ['www.khabar.kz', 'rss.khabar.kz'],
  ours: ['127.0.0.1'],
};
const ids = Object.keys(partners).map(asPartnerId);
const issuers = new GuidIssuers({
  hosts: new Map(Object.entries(partners).map(([id, hosts]) => [asPartnerId(id), hosts])),
  senders: new Map(ids.map((partnerId) => [partnerId, { partnerId, providerNames: [], zone: 'UTC' }])),
});

describe('GuidIssuers', () => {
  it.each([
    ['https://khabar.kz/news/1', ['khabar']],
    ['HTTPS://Editor@WWW.KHABAR.KZ:443/news/1', ['khabar']],
    ['https://img.khabar.kz/1', ['khabar']],
    ['tag:khabar.kz,2025:1', ['khabar']],
    ['tag:desk@rss.khabar.kz,2025:1', ['khabar']],
    ['urn:newsml:khabar.kz:20251118:1', ['khabar']],
    ['urn:newsml:khabar:0123456789abcdef0123456789abcdef', ['khabar']],
    ['https://example.az/1', ['report']],
    ['https://other.example.az/1', []],
    ['https://notkhabar.kz/1', []],
    ['https://khabar.kz.evil.example/1', []],
    ['http://127.0.0.1:3100/1', []],
    ['http://kz/1', []],
    ['urn:uuid:0d5ac5a2-4dd4-4f5c-8f7c-6b1c6d5e8f00', []],
    ['', []],
  ])('%s → %j', (guid, expected) => {
    expect(issuers.of(asGuid(guid))).toEqual(expected);
  });

  it('names all partners that share a host', () => {
    const hosts = new Map(ids.map((id) => [id, ['feeds.example.com']]));
    const shared = new GuidIssuers({ hosts, senders: new Map() });
    expect(shared.of(asGuid('https://feeds.example.com/1'))).toEqual(ids);
  });
});
