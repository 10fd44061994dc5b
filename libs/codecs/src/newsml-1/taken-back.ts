import type { NewsRecord } from '#news/record.js';
import { linesOf, present } from '../present.js';
import { type Item, mainTag, translationOf } from './decode-record.js';

/**
 * Records without content, which hold or take back what was sent before. Earlier revisions may have been in more
 * languages than this one, so there is one for each language of the feed that has no record yet.
 */
export function bareRecords(item: Item, records: readonly NewsRecord[]): NewsRecord[] {
  const known = new Set(records.map(({ language }) => mainTag(language)));
  const { guid } = item.identity;
  const others = [...new Set((item.values.context.languages ?? []).map(mainTag))]
    .filter((tag) => !known.has(tag))
    .map((tag) => ({ ...bare(item), guid: translationOf(guid, tag) }));
  return records.length > 0 ? others : [bare(item), ...others];
}

function bare({ identity, management, comments, slugline, values }: Item): NewsRecord {
  const { pubStatus, versionCreated, firstCreated, embargoed, signals, urgency, links, edNotes } = management;
  return {
    kind: 'newsItem',
    guid: identity.guid,
    version: identity.version,
    itemClass: 'text',
    provider: present({ id: identity.provider, name: values.context.providerName }),
    pubStatus,
    ...present({
      versionCreated,
      firstCreated,
      embargoed,
      signals,
      urgency,
      slugline,
      edNote: linesOf([...comments, ...edNotes]),
      links,
    }),
    fingerprint: '',
  };
}
