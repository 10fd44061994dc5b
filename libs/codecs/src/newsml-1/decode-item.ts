import type { NewsRecord } from '#news/record.js';
import { plainText } from '../html/plain-text.js';
import type { ItemValues } from '../item-values.js';
import { languageOf, spacedText } from '../newsml-g2/nar.js';
import { present, textOrNothing } from '../present.js';
import { child, elements, firstBelow, type XmlElement } from '../xml/xml-node.js';
import { commentsIn, ownLanguage, readComponents, type TextPart } from './components.js';
import { type Item, mainTag, recordOf } from './decode-record.js';
import { identityOf } from './item-reference.js';
import { leftOver } from './left-over.js';
import { readManagement } from './management.js';
import { type Identities, packageOf } from './package.js';
import { bareRecords } from './taken-back.js';
import type { Topics } from './topics.js';

/** What the document around an item says of it. */
export interface Around {
  topics: Topics;
  /** Priority of the envelope, where the item has no urgency of its own. */
  urgency?: number;
  /** Reckoned when the first item refers to another. */
  identities: () => Identities;
}

/** What says of an item whether it may be published; in a damaged document it may stand deeper than its sender meant. */
const managementsOf = (newsItem: XmlElement): XmlElement[] =>
  [...new Set([firstBelow(newsItem, 'NewsManagement'), ...elements(newsItem, 'NewsManagement')])].filter(
    (one) => one !== undefined,
  );

/**
 * The records of one NewsItem: one for each language that its text is in, the item's own first. None for an item that
 * has nothing to read and takes nothing back.
 */
export function recordsOf(newsItem: XmlElement, values: ItemValues, around: Around): NewsRecord[] {
  const dropped: string[] = [];
  const management = readManagement(managementsOf(newsItem), values, dropped);
  const identification = firstBelow(newsItem, 'Identification');
  const root = firstBelow(newsItem, 'NewsComponent');
  const label = identification && child(identification, 'NameLabel');
  const slugline = label && textOrNothing(spacedText(label));
  const item: Item = {
    identity: identityOf(
      identification,
      values,
      () => ownId(newsItem) ?? keyOf(newsItem, slugline, management.firstCreated),
    ),
    management: { ...management, ...present({ urgency: management.urgency ?? around.urgency }) },
    comments: commentsIn(elements(newsItem, 'Comment')),
    topics: around.topics,
    dropped,
    values,
    ...present({ slugline, components: root && readComponents(root, values, dropped) }),
  };
  for (const one of identification ? elements(identification) : []) {
    if (one.local === 'Label' || one.local === 'DateLabel') {
      dropped.push(`${one.local} ${textOrNothing(spacedText(one)) ?? ''}`);
    }
  }
  const records = reportWhatIsNone(newsItem, item) ? [] : contentRecords(newsItem, item, around);
  const { pubStatus, signals } = management;
  const isTakenBack = pubStatus !== 'usable' || signals.some((one) => one === 'kill' || one === 'recall');
  if (isTakenBack) records.push(...bareRecords(item, records));
  if (item.components !== undefined) dropped.push(...leftOver(newsItem, records, values.warnings, dropped));
  values.leftOut('', dropped);
  return records.map((record) => values.withStatusMeaning(record));
}

/** Where TASS has the identifier that its items lack. */
const ownId = (newsItem: XmlElement): string | undefined => {
  const guid = firstBelow(newsItem, 'guid');
  return guid && textOrNothing(spacedText(guid));
};

/** What an item without any identifier is told by: its label and date, else all that it says. */
const keyOf = (newsItem: XmlElement, ...named: (string | undefined)[]): string =>
  named.filter((one) => one !== undefined).length === named.length
    ? named.join('\n')
    : (textOrNothing(spacedText(newsItem)) ?? '');

/** Items that are no news but changes to an earlier revision, or vocabularies. */
function reportWhatIsNone(newsItem: XmlElement, { components, values, identity, management }: Item): boolean {
  if (components !== undefined) return false;
  const updates = elements(newsItem, 'Update').flatMap((update) => elements(update));
  if (child(newsItem, 'Update')) {
    const parts = updates.map(({ local }) => local).join(', ');
    values.warn('update-not-applied', 'Update', `changes to an earlier revision: ${parts || 'none'}`);
  } else if (child(newsItem, 'TopicSet'))
    values.warn('item-kind-unsupported', '', `TopicSet ${identity.guid}`);
  else if (management.pubStatus === 'usable') values.warn('entry-empty', '', identity.guid);
  return true;
}

/** An item is in a few languages; more than this is a mistake, or an attack. */
const MOST_LANGUAGES = 12;

function contentRecords(newsItem: XmlElement, item: Item, around: Around): NewsRecord[] {
  const { texts, files, all, items } = item.components!;
  const [root] = all;
  const bodies = texts.filter(({ purpose }) => purpose === 'body');
  const language = (root && ownLanguage(root)) ?? languageOf(newsItem) ?? (bodies[0] ?? texts[0])?.language;
  const tagOf = (part: TextPart): string => mainTag(part.language ?? language);
  const first = bodies.find((part) => tagOf(part) === mainTag(language)) ?? bodies[0];
  const found = [...new Set([first, ...bodies].filter((part) => part !== undefined).map(tagOf))];
  // Captions and titles alone may all be in another language than the item says.
  const only = texts.some((part) => tagOf(part) === mainTag(language)) ? undefined : texts[0];
  const tags = found.length === 0 ? [mainTag(only?.language ?? language)] : found.slice(0, MOST_LANGUAGES);
  for (const tag of found.slice(MOST_LANGUAGES)) item.values.warn('language-dropped', 'NewsComponent', tag);
  const records = tags.map((tag, i) => {
    const own = texts.filter((part) => tagOf(part) === tag);
    const part = own.find(({ purpose }) => purpose === 'body') ?? (found.length === 0 ? own[0] : undefined);
    return recordOf(item, own, part?.language ?? language, i);
  });
  for (const part of texts) {
    const text = `${part.language} ${textOrNothing(plainText(part.text.html)) ?? ''}`;
    if (!found.includes(tagOf(part)) && !tags.includes(tagOf(part)))
      item.values.warn('variant-dropped', 'ContentItem/DataContent', text);
  }
  const [main] = records;
  const isPackage = items.length > 0 && bodies.length === 0 && files.length === 0;
  if (isPackage) {
    const { groups, rootGroup, links: _ } = packageOf(item.components!, around.identities(), item.values);
    return [{ ...main!, kind: 'packageItem', itemClass: 'composite', groups, rootGroup }];
  }
  if (items.length > 0) {
    const { links } = packageOf(item.components!, around.identities(), item.values);
    main!.links = [...(main!.links ?? []), ...links];
  }
  return records.filter((record) => {
    const { headline, description, body, renditions } = record;
    if (headline ?? description ?? body ?? renditions) return true;
    item.values.warn('entry-empty', '', record.guid);
    return false;
  });
}
