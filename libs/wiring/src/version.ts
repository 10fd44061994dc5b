import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version in package.json, from wherever this file runs: the sources or dist/. */
export const KORPU_VERSION = findVersion(dirname(fileURLToPath(import.meta.url)));

function findVersion(folder: string): string {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  if (folder === dirname(folder))
    throw new Error('package.json is missing: Korpu was not installed as a whole.');
  return findVersion(dirname(folder));
}
