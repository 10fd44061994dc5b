import { readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { archivedFiles } from '#settings/archive-configuration.js';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.xml': 'application/xml',
  '.rss': 'application/rss+xml',
  '.rdf': 'application/rdf+xml',
  '.atom': 'application/atom+xml',
  '.json': 'application/json',
  '.html': 'text/html',
  '.txt': 'text/plain',
  '.eml': 'message/rfc822',
};

export interface ArchivedDocument {
  bytes: Buffer;
  /** By the name's extension and without a charset: what the bytes are in is theirs to say. */
  contentType: string;
  modifiedAt: Date;
}

/** Reads a document as it is. Undefined for a name that `archivedFiles` does not give. */
export function readArchived(feedsDir: string, name: string): ArchivedDocument | undefined {
  if (!archivedFiles(feedsDir).includes(name)) return undefined;
  const path = join(feedsDir, name);
  const contentType = CONTENT_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
  return { bytes: readFileSync(path), contentType, modifiedAt: statSync(path).mtime };
}
