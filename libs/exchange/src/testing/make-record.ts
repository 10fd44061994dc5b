import { fingerprintOf } from '#news/fingerprint.js';
import { asGuid } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';

/** A plain Azerbaijani text item of Report's, with what a test cares about put in; its fingerprint fits its content. */
export function makeRecord(given: Partial<Omit<NewsItem, 'guid'>> & { guid?: string } = {}): NewsItem {
  const record: NewsItem = {
    kind: 'newsItem',
    version: 1,
    itemClass: 'text',
    provider: { name: 'Report' },
    versionCreated: '2025-11-18T08:00:00Z',
    pubStatus: 'usable',
    language: 'az-Latn',
    headline: 'Bakıda yeni körpü açılıb',
    body: '<p>Körpü bu gün açılıb.</p>',
    fingerprint: '',
    ...given,
    guid: asGuid(given.guid ?? 'urn:newsml:report:1'),
  };
  return { ...record, fingerprint: given.fingerprint ?? fingerprintOf(record) };
}
