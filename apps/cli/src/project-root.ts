import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, wherever this file runs from: the sources or dist/. */
const ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (folder === dirname(folder))
    throw new Error('package.json is missing: Korpu was not installed as a whole.');
  return rootAbove(dirname(folder));
}

/** Paths of the environment are meant from the project's folder, as `npm start` reads them. */
export const fromRoot = (path: string): string => resolve(ROOT, path);

/** A path as short as it can be said from where the command was given. */
export function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') && near.length > path.length ? path : near || '.';
}
