import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeDocument } from './decode.js';

const folder = process.env['SANDBOX_FEEDS_DIR'] ?? '../shared/feeds/real';
const files = existsSync(folder) ? readdirSync(folder) : [];

const FIELDS_OF_TEXT = ['headline', 'description', 'byline', 'creditline', 'subheadline'] as const;

(files.length > 0 ? describe : describe.skip)(
  `documents that newsrooms published, in ${folder} (skipped where absent)`,
  () => {
    it.each(files.length > 0 ? files : ['none'])('%s reads well', (file) => {
      const { records, charset } = decodeDocument(readFileSync(join(folder, file)));
      expect(records.length).toBeGreaterThan(0);
      for (const record of records) {
        expect(record.headline ?? record.description ?? record.body).toBeTruthy();
        expect(record.versionCreated ?? record.firstCreated ?? 'none').toMatch(
          /^\d{4}-\d\d-\d\dT[\d:.]+Z$|^none$/,
        );
        expect(record.language).toMatch(/^[a-z]{2,3}(-|$)/);
        for (const field of FIELDS_OF_TEXT) {
          // Nothing is escaped twice, no tag is left, nothing is lost to a wrong charset.
          expect(record[field] ?? '').not.toMatch(
            /&(?:amp|lt|gt|quot|nbsp|#\d+);|<\/?(?:p|b|i|a|br|em|div|img)\b|\ufffd/,
          );
        }
        for (const { href } of record.renditions ?? []) expect(href).toMatch(/^https?:\/\/\S+$/);
        if (record.url) expect(record.url).toMatch(/^https?:\/\//);
      }
      expect(charset).toMatch(/^(?:utf-8|windows-125\d)$/);
    });
  },
);
