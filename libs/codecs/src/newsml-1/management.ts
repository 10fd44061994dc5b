import type { Instant, Link, PubStatus } from '#news/record.js';
import type { ItemValues } from '../item-values.js';
import { spacedText, value } from '../newsml-g2/nar.js';
import { present, textOrNothing } from '../present.js';
import { child, elements, textOf, type XmlElement } from '../xml/xml-node.js';
import { referenceOf } from './item-reference.js';
import { formalName, wordOf } from './topics.js';

/** What NewsManagement says (NewsML 1.2). */
export interface Management {
  versionCreated?: Instant;
  firstCreated?: Instant;
  pubStatus: PubStatus;
  embargoed?: Instant | 'indefinite';
  signals: string[];
  urgency?: number;
  links: Link[];
  keywords: string[];
  edNotes: string[];
}

/** What providers call an instruction, and the signal that it is. */
const SIGNALS: readonly (readonly [RegExp, string])[] = [
  [/^(?:kill|mandatorykill|cancel|cancell?ed|cancellation|delete|deletion)$/, 'kill'],
  [/^(?:recall|retract|retraction|withdraw|withdrawn|withdrawal)$/, 'recall'],
  [/^(?:correct|corrected|correction|corrective|rectify|rectification|erratum)$/, 'correction'],
  [/^(?:update|updated|replace|replacement|refile|writethru|write-thru)$/, 'update'],
  [/^(?:alert|flash|bulletin|newsalert|urgent)$/, 'alert'],
];

/** The signal that a word in lower case is; undefined for one that is none. */
export const signalOf = (word: string): string | undefined =>
  SIGNALS.find(([pattern]) => pattern.test(word))?.[1];

/**
 * @param managements an item has one; of one with more the first says what it is, and each may hold it back
 * @param dropped labels of what a record has no field for
 */
export function readManagement(
  managements: readonly XmlElement[],
  values: ItemValues,
  dropped: string[],
): Management {
  const found: Management = { pubStatus: 'usable', signals: [], links: [], keywords: [], edNotes: [] };
  const [management] = managements;
  if (management === undefined) return found;
  const text = (local: string): string | undefined => {
    const element = child(management, local);
    return element && textOf(element);
  };
  const at = 'NewsManagement';
  Object.assign(
    found,
    present({
      versionCreated: values.date(text('ThisRevisionCreated'), `${at}/ThisRevisionCreated`),
      firstCreated: values.date(text('FirstCreated'), `${at}/FirstCreated`),
      urgency: values.urgency(
        formalName(child(management, 'Urgency')) ?? text('Urgency')?.trim(),
        `${at}/Urgency`,
      ),
    }),
  );
  readStatus(managements, found, values, dropped);
  for (const element of elements(management)) {
    switch (element.local) {
      case 'Instruction':
        readInstruction(element, found, dropped);
        break;
      case 'NewsItemType': {
        const word = wordOf(element);
        const signal = signalOf(word);
        if (signal !== undefined) found.signals.push(signal);
        else if (word !== '' && word !== 'news') dropped.push(`NewsItemType ${formalName(element)}`);
        break;
      }
      case 'DerivedFrom':
        readLink(element, 'derivedFrom', found, values);
        break;
      case 'AssociatedWith':
        readLink(element, 'related', found, values);
        break;
      case 'Property':
        dropped.push(`Property ${formalName(element) ?? ''} ${value(element, 'Value') ?? ''}`.trim());
        break;
      case 'RevisionHistory':
        dropped.push(`RevisionHistory ${value(element, 'Href') ?? ''}`.trim());
        break;
    }
  }
  found.signals = [...new Set(found.signals)];
  return found;
}

/**
 * An item that becomes usable at a time that is announced is under embargo until then; one that is embargoed without
 * such a time, or with one that cannot be read, stays so.
 */
function readStatus(
  managements: readonly XmlElement[],
  found: Management,
  values: ItemValues,
  dropped: string[],
): void {
  const at = 'NewsManagement/StatusWillChange';
  const words = managements
    .flatMap((management) => elements(management, 'Status'))
    .map((status) => wordOf(status) || 'empty');
  const others = words.filter((word) => !/^embargo/.test(word));
  const isEmbargoed = others.length < words.length;
  const releases: string[] = [];
  for (const change of managements.flatMap((management) => elements(management, 'StatusWillChange'))) {
    const future = wordOf(child(change, 'FutureStatus'));
    const date = child(change, 'DateAndTime');
    const moment = date && textOf(date);
    if (/^usable$|^$/.test(future)) releases.push(moment ?? '');
    else dropped.push(`StatusWillChange ${future} ${moment ?? ''}`.trim());
  }
  const embargoed = values.lastEmbargo(releases, `${at}/DateAndTime`);
  if (embargoed !== undefined) found.embargoed = embargoed;
  else if (isEmbargoed) {
    values.warn('embargo-unreadable', at, 'embargoed without a time of release');
    found.embargoed = 'indefinite';
  }
  // An embargoed item becomes usable by itself, so the embargo alone holds it.
  if (isEmbargoed && others.length > 0)
    values.warn('pubstatus-repeated', 'NewsManagement/Status', words.join(', '));
  found.pubStatus = values.strictestStatus(others, 'NewsManagement/Status');
}

/** An instruction about earlier revisions changes them, and not the one that brings it. */
function readInstruction(instruction: XmlElement, found: Management, dropped: string[]): void {
  const name = formalName(instruction);
  const signal = signalOf(wordOf(instruction));
  const revisions = elements(instruction, 'RevisionStatus');
  const isOfRevisions = revisions.length > 0 && /^(?:cancel|delet)/.test(wordOf(instruction));
  if (signal !== undefined && !isOfRevisions) found.signals.push(signal);
  else if (name !== undefined) found.signals.push(signal === undefined ? name : 'update');
  for (const revision of revisions) {
    const number = value(revision, 'Revision') ?? 'all';
    dropped.push(`RevisionStatus ${number} ${formalName(child(revision, 'Status')) ?? ''}`.trim());
  }
}

function readLink(element: XmlElement, rel: string, found: Management, values: ItemValues): void {
  const item = value(element, 'NewsItem');
  const comment = child(element, 'Comment');
  const title = comment && textOrNothing(spacedText(comment));
  if (item === undefined) {
    const told = title ?? formalName(element);
    if (told !== undefined) found.edNotes.push(`${element.local}: ${told}`);
    return;
  }
  const target = /^https?:/i.test(item) ? { href: item } : referenceOf(item, values);
  found.links.push(present({ rel, ...target, title }));
}
