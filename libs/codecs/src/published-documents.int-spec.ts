import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUTPUT_FORMATS } from './codec.js';
import { decodeDocument } from './decode.js';
import { encodeDocument } from './encode.js';
import { IPTC_DIR, schemas } from './testing/schemas.js';
import { validateDocument } from './validate.js';

const FOLDERS = [join(IPTC_DIR, 'examples'), process.env['SANDBOX_FEEDS_DIR'] ?? '../shared/feeds/real'];
const files = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
  readdirSync(folder).map((name) => join(folder, name)),
);
const context = {
  sentAt: '2026-03-10T12:00:00Z',
  sender: 'Korpu',
  feed: { title: 'Korpu', url: 'https://korpu.example.org/feed' },
};

describe('documents that newsrooms and the IPTC published', () => {
  if (files.length === 0) {
    it.skip(`(skipped: none in ${FOLDERS.join(' or ')})`, () => {});
    return;
  }

  it.each(files)('%s leaves in every format without a fault', (file) => {
    const { records } = decodeDocument(readFileSync(file));
    expect(records.length).toBeGreaterThan(0);
    for (const format of OUTPUT_FORMATS) {
      const { bytes } = encodeDocument(format, records, context);
      expect([format, validateDocument(bytes, { format, schemas }).faults]).toEqual([format, []]);
    }
  });

  it.each(files)('%s comes back from NewsML-G2 as it was', (file) => {
    const { records } = decodeDocument(readFileSync(file));
    const { bytes } = encodeDocument('newsml-g2', records, context);
    const { sentAt } = context;
    expect(decodeDocument(bytes).records).toEqual(
      records.map((record) => ({
        ...record,
        versionCreated: record.versionCreated ?? record.contentModified ?? record.firstCreated ?? sentAt,
        fingerprint: expect.any(String),
      })),
    );
  });
});
