import type { NewsRecord } from '#news/record.js';
import { ATOM_TYPE, encodeAtom } from './atom/encode.js';
import {
  type Encode,
  type EncodeContext,
  type Encoded,
  OUTPUT_VERSIONS,
  type OutputFormat,
  type Warning,
} from './codec.js';
import { EMAIL_TYPE, encodeEmail } from './email/encode.js';
import { isPublicFeed } from './feed-entry.js';
import { encodeJsonFeed, JSON_FEED_TYPE } from './jsonfeed/encode.js';
import { unsaid } from './left-out.js';
import { isMediaType } from './media-type.js';
import { withConceptNames } from './named-concepts.js';
import { newestVersions } from './newest-versions.js';
import { encodeNewsmlG2, NEWSML_G2_TYPE } from './newsml-g2/encode.js';
import { encodeNinjs, NINJS_TYPE } from './ninjs/encode.js';
import { encodeNitf, NITF_TYPE } from './nitf/encode.js';
import { holdsActive, pruned } from './pruned.js';
import { encodeRss, RSS_TYPE } from './rss/encode.js';
import { shaped } from './shaped.js';

const ENCODERS: Record<OutputFormat, { encode: Encode; contentType: string }> = {
  'newsml-g2': { encode: encodeNewsmlG2, contentType: NEWSML_G2_TYPE },
  ninjs: { encode: encodeNinjs, contentType: NINJS_TYPE },
  nitf: { encode: encodeNitf, contentType: NITF_TYPE },
  rss: { encode: encodeRss, contentType: RSS_TYPE },
  atom: { encode: encodeAtom, contentType: ATOM_TYPE },
  jsonfeed: { encode: encodeJsonFeed, contentType: JSON_FEED_TYPE },
  email: { encode: encodeEmail, contentType: EMAIL_TYPE },
};

/**
 * Writes one document of the format that holds the records, in their order. The same arguments give the same bytes.
 * The public feed formats leave out what may not be public at `context.sentAt` and hold the newest version of each guid;
 * `warnings` say what was left out. docs/formats.md says what each format cannot carry.
 *
 * @throws RangeError for a record that breaks the contract of record.ts (a body that is not well-formed), and for a
 *   version of the format that is not written
 */
export function encodeDocument(
  format: OutputFormat,
  records: readonly NewsRecord[],
  context: EncodeContext,
): Encoded {
  const versions = OUTPUT_VERSIONS[format];
  if (context.version !== undefined && !versions.includes(context.version)) {
    throw new RangeError(
      `Of ${format} version ${versions.join(' or ') || 'none'} is written, not ${context.version}`,
    );
  }
  const { conceptNames, profile } = context;
  const active: Warning[] = [];
  const typed = records.map((record) => withoutFalseTypes(withoutActive(record, active)));
  const wanted = profile ? typed.map((record) => shaped(record, profile)) : typed;
  const named = conceptNames
    ? wanted.map((record) => withConceptNames(record, conceptNames, format))
    : wanted;
  const { kept, warnings: older } = isPublicFeed(format)
    ? newestVersions(named)
    : { kept: named, warnings: [] };
  const unsaidOf = isPublicFeed(format) ? unsaid(format, kept, context.sentAt) : [];
  const warnings = [...active, ...older, ...unsaidOf];
  const encoded = ENCODERS[format].encode(kept, context);
  return warnings.length > 0 ? { ...encoded, warnings } : encoded;
}

/** Records of old may have addresses that would run as scripts: whatever a record says, they are not written. */
function withoutActive(record: NewsRecord, warnings: Warning[]): NewsRecord {
  if (!holdsActive(record)) return record;
  return pruned(record, (code, address) =>
    warnings.push({ code, at: record.guid, detail: address.slice(0, 100) }),
  ) as NewsRecord;
}

/** Records of old may have media types that are none: they are not written. */
function withoutFalseTypes(record: NewsRecord): NewsRecord {
  const isFalse = ({ contentType }: { contentType?: string }): boolean =>
    contentType !== undefined && !isMediaType(contentType);
  if (!record.renditions?.some(isFalse) && !record.links?.some(isFalse)) return record;
  const settled = <T extends { contentType?: string }>(one: T): T => {
    if (!isFalse(one)) return one;
    const { contentType: _none, ...others } = one;
    return others as T;
  };
  return {
    ...record,
    ...(record.renditions && { renditions: record.renditions.map(settled) }),
    ...(record.links && { links: record.links.map(settled) }),
  };
}

/** The Content-Type header that documents of the format are sent with. */
export const contentTypeOf = (format: OutputFormat): string => ENCODERS[format].contentType;
