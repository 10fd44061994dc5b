import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCHEMA_FILES, type SchemaTexts } from '../schema-check.js';

/** Where IPTC's schemas and examples are; they are not part of the project. */
export const IPTC_DIR = process.env['IPTC_DIR'] ?? '../shared/iptc';

/** The published schemas, or nothing where they are not installed. */
export const schemas: SchemaTexts | undefined = SCHEMA_FILES.every((file) => existsSync(join(IPTC_DIR, file)))
  ? Object.fromEntries(SCHEMA_FILES.map((file) => [file, readFileSync(join(IPTC_DIR, file), 'utf8')]))
  : undefined;

/** A test that needs them: skipped, and says why in its name, where they are absent. */
export function itWithSchemas(name: string, test: (schemas: SchemaTexts) => void): void {
  if (schemas) it(name, () => test(schemas!));
  else it.skip(`${name} (skipped: no IPTC schemas in ${IPTC_DIR}, see IPTC_DIR)`, () => {});
}
