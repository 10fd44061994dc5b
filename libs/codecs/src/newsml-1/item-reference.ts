import { asGuid, type Guid } from '#news/ids.js';
import { isUri, mintGuid, sourceIdOf } from '../guid.js';
import type { ItemValues } from '../item-values.js';
import { value } from '../newsml-g2/nar.js';
import { present, textOrNothing } from '../present.js';
import { child, textOf, type XmlElement } from '../xml/xml-node.js';

export interface ItemReference {
  guid: Guid;
  version?: number;
}

/** Revision and update qualifier at the end of a NewsML URN (NewsML 1.2, PublicIdentifier). */
const REVISION = /^(urn:newsml:[^:]+:[^:]*:.+):(\d{1,15})[UAN]?$/i;

/** The item that a URN names: without a revision it is the item in its latest revision. */
export function referenceOf(urn: string, { context }: ItemValues): ItemReference {
  const [, item, revision] = REVISION.exec(urn) ?? [];
  if (item !== undefined) {
    const version = Number(revision);
    return present({ guid: asGuid(item), version: version >= 1 ? version : undefined });
  }
  return { guid: isUri(urn) ? asGuid(urn) : mintGuid(sourceIdOf(context), urn) };
}

/** A URN that names a provider and none of its items: the same in all of them. */
const NAMES_NO_ITEM = /^urn:newsml:[^:]*$/i;

export interface Identity extends ItemReference {
  version: number;
  provider?: string;
}

/**
 * What identifies an item through all its revisions: its URN without the revision, which is the version. Without a URN
 * it is made of the same parts, and minted where these are missing.
 *
 * @param fallback what the item is told by where it has no identifier at all
 */
export function identityOf(
  identification: XmlElement | undefined,
  values: ItemValues,
  fallback: () => string,
): Identity {
  const identifier = identification && child(identification, 'NewsIdentifier');
  const text = (local: string): string | undefined => {
    const element = identifier && child(identifier, local);
    return element && textOrNothing(textOf(element));
  };
  const at = 'Identification/NewsIdentifier';
  const provider = text('ProviderId');
  const id = text('NewsItemId');
  const revision = text('RevisionId');
  const version = values.version(revision, `${at}/RevisionId`);
  const named = { version, ...(provider === undefined ? {} : { provider }) };
  const urn = text('PublicIdentifier');
  if (urn !== undefined && NAMES_NO_ITEM.test(urn)) {
    values.warn('guid-repaired', `${at}/PublicIdentifier`, urn);
  } else if (urn !== undefined) {
    const known = referenceOf(withoutRevision(urn, revision), values);
    return { ...named, guid: known.guid, version: revision === undefined ? (known.version ?? 1) : version };
  }
  const date = text('DateId');
  // The date an item was first identified is eight digits; a time beside it is that of a revision.
  const isTime = date !== undefined && /\d{8}T|\d[T ]\d\d:\d\d/.test(date);
  if (provider !== undefined && date !== undefined && !isTime && id !== undefined) {
    return { ...named, guid: asGuid(`urn:newsml:${[provider, date, id].map(encodePart).join(':')}`) };
  }
  if (identification === undefined || id === undefined) {
    values.warn('guid-missing', at, value(identification, 'Duid') ?? fallback());
  }
  return {
    ...named,
    guid: mintGuid(
      sourceIdOf(values.context),
      [provider, isTime ? undefined : date, id ?? fallback()].join(' ').trim(),
    ),
  };
}

/** The revision stands at the end of every URN; an id that is no NewsML URN may end in it too. */
function withoutRevision(urn: string, revision: string | undefined): string {
  if (revision === undefined || /^urn:newsml:/i.test(urn)) return urn;
  return new RegExp(`^(.+):${revision.replace(/\D/g, '')}[UAN]?$`).exec(urn)?.[1] ?? urn;
}

/** What a URN may not hold is percent-encoded (RFC 2141 section 2.2). */
const encodePart = (part: string): string =>
  part.toWellFormed().replace(/[^\w.,()+=@;$!*'/-]/g, (c) => encodeURIComponent(c));
