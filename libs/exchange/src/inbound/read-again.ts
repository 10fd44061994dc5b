import type { DecodeContext, Decoded } from '#codecs/codec.js';
import type { Feed } from '#exchange/inbound/inbound-ports.js';
import { listingOf, storyOf } from '#exchange/inbound/pull-pages.js';
import {
  type Decoder,
  decodeContextOf,
  type PageProblem,
  problemOfDecoding,
} from '#exchange/inbound/read-page.js';
import type { StoredDocuments, StoredFetch } from '#exchange/inbound/redecode-ports.js';

export type Read = Decoded | { problem: PageProblem } | undefined;

/** Reads stored documents anew. What could not be read comes again with every poll: the same bytes are read once. */
export class ReadAgain {
  private last: { sha256: string; read: Read } | undefined;
  private readonly unread = new Map<string, Read>();

  constructor(
    private readonly documents: StoredDocuments,
    private readonly decode: Decoder,
    private readonly feed: Feed,
  ) {}

  /** Undefined when the bytes are gone. */
  async read(fetch: StoredFetch): Promise<Read> {
    const known =
      this.unread.get(fetch.sha256) ?? (this.last?.sha256 === fetch.sha256 ? this.last.read : undefined);
    if (known !== undefined) return known;
    const bytes = await this.documents.bytes(fetch.fetchId);
    if (bytes === undefined) return undefined;
    try {
      const decoded = await this.decode(bytes, contextOf(this.feed, fetch));
      // What a list says of its stories is read on their pages.
      const read = isList(this.feed, fetch) ? { ...decoded, records: [] } : decoded;
      this.last = { sha256: fetch.sha256, read };
      return read;
    } catch (error) {
      const read = { problem: problemOfDecoding(error) };
      this.unread.set(fetch.sha256, read);
      return read;
    }
  }
}

/** Of a feed that is a site's pages, lists are kept like stories; what gave no record is taken for one. */
const isList = ({ pages, url }: Feed, fetch: StoredFetch): boolean =>
  pages !== undefined && (fetch.url === url || (fetch.outcome === 'decoded' && fetch.records === 0));

function contextOf(feed: Feed, fetch: StoredFetch): DecodeContext {
  const context = decodeContextOf(feed, fetch);
  const { pages, profile } = feed;
  if (pages === undefined) return context;
  return { ...context, ...(isList(feed, fetch) ? listingOf({ pages }) : storyOf({ pages, profile })) };
}
