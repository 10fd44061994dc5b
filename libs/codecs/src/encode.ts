import type { NewsRecord } from '#news/record.js';
import { ATOM_TYPE, encodeAtom } from './atom/encode.js';
import type { Encode, EncodeContext, Encoded, OutputFormat } from './codec.js';
import { encodeJsonFeed, JSON_FEED_TYPE } from './jsonfeed/encode.js';
import { encodeNewsmlG2, NEWSML_G2_TYPE } from './newsml-g2/encode.js';
import { encodeNinjs, NINJS_TYPE } from './ninjs/encode.js';
import { encodeRss, RSS_TYPE } from './rss/encode.js';

/** The encoders, with the one version of each format that is written. */
const ENCODERS: Record<OutputFormat, { encode: Encode; contentType: string; version: string }> = {
  'newsml-g2': { encode: encodeNewsmlG2, contentType: NEWSML_G2_TYPE, version: '2.35' },
  ninjs: { encode: encodeNinjs, contentType: NINJS_TYPE, version: '3.1' },
  rss: { encode: encodeRss, contentType: RSS_TYPE, version: '2.0' },
  atom: { encode: encodeAtom, contentType: ATOM_TYPE, version: '1.0' },
  jsonfeed: { encode: encodeJsonFeed, contentType: JSON_FEED_TYPE, version: '1.1' },
};

/**
 * Writes one document of the format that holds the records, in their order. The same arguments give the same bytes.
 * The public feed formats leave out what may not be public at `context.sentAt`; docs/formats.md says what each format
 * cannot carry.
 *
 * @throws RangeError for a record that breaks the contract of record.ts (a body that is not well-formed), and for a
 *   version of the format that is not written
 */
export function encodeDocument(
  format: OutputFormat,
  records: readonly NewsRecord[],
  context: EncodeContext,
): Encoded {
  const { encode, version } = ENCODERS[format];
  if (context.version !== undefined && context.version !== version) {
    throw new RangeError(`Of ${format} version ${version} is written, not ${context.version}`);
  }
  return encode(records, context);
}

/** The Content-Type header that documents of the format are sent with. */
export const contentTypeOf = (format: OutputFormat): string => ENCODERS[format].contentType;
