import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DecodeContext, Decoded } from '../codec.js';
import { decodeDocument } from '../decode.js';

export interface GoldenCase {
  name: string;
  document: Buffer;
  /** From `<case>.context.json`, where the case needs to know more than its bytes. */
  context: DecodeContext;
  expected: unknown;
}

/**
 * The golden pairs of a folder `testdata`: a document `<case>.<anything>` and what is read of it in `<case>.json`.
 * With KORPU_GOLDEN=write the expectations are written anew, to be read over before they are committed.
 *
 * @param specUrl `import.meta.url` of the spec beside the folder
 */
export function goldenCases(specUrl: string): GoldenCase[] {
  const folder = fileURLToPath(new URL('testdata/', specUrl));
  return readdirSync(folder)
    .filter((file) => !file.endsWith('.json'))
    .sort()
    .map((file) => {
      const name = file.slice(0, file.lastIndexOf('.'));
      const document = readFileSync(join(folder, file));
      const contextFile = join(folder, `${name}.context.json`);
      const context: DecodeContext = existsSync(contextFile)
        ? JSON.parse(readFileSync(contextFile, 'utf8'))
        : {};
      const expectedFile = join(folder, `${name}.json`);
      if (process.env['KORPU_GOLDEN'] === 'write') {
        writeFileSync(expectedFile, `${JSON.stringify(decodeDocument(document, context), null, 2)}\n`);
      }
      return { name, document, context, expected: JSON.parse(readFileSync(expectedFile, 'utf8')) };
    });
}

export const decodeCase = ({ document, context }: GoldenCase): Decoded => decodeDocument(document, context);
