import FeedParser from 'feedparser';
import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import type { BenchFormat } from './generated-documents.js';

/** Reads the items of one document and says how many there were. */
export type Reader = (bytes: Buffer) => number | Promise<number>;

/** What others read feeds with: they parse, and neither sanitise, tell languages nor fingerprint. */
export const FEED_READERS: Partial<Record<BenchFormat, { feedsmith: Reader; feedparser: Reader }>> = {
  rss: {
    feedsmith: (bytes) => parseRssFeed(bytes.toString('utf8')).items?.length ?? 0,
    feedparser: readAsStream,
  },
  atom: {
    feedsmith: (bytes) => parseAtomFeed(bytes.toString('utf8')).entries?.length ?? 0,
    feedparser: readAsStream,
  },
};

function readAsStream(bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const parser = new FeedParser({});
    let items = 0;
    parser.on('error', reject);
    parser.on('data', () => items++);
    parser.on('end', () => resolve(items));
    parser.end(bytes);
  });
}
