import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SCHEMA_FILES, type SchemaTexts } from '#codecs/schema-check.js';

/** The published schemas that are in the folder, by file name; one that is not there is no fault. */
export async function readSchemas(folder: string): Promise<SchemaTexts> {
  const texts: Record<string, string> = {};
  await Promise.all(
    SCHEMA_FILES.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8').catch(() => undefined);
      if (text !== undefined) texts[file] = text;
    }),
  );
  return texts;
}
