import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { root } from './start-process.js';

export type Document = Record<string, unknown>;
export type Kind = 'partners' | 'feeds' | 'destinations' | 'agreements';

/**
 * The shipped configuration in a folder of its own, each document as `change` leaves it; undefined leaves it out. Profiles
 * and vocabularies, which feeds name, are as shipped.
 *
 * @param more further documents, by their file's name below the folder
 * @returns the folder, for KORPU_CONFIG_DIR
 */
export async function configurationFolder(
  folder: string,
  change: (kind: Kind, document: Document) => Document | undefined,
  more: Record<string, Document> = {},
): Promise<string> {
  const target = join(folder, 'config');
  for (const kind of ['partners', 'feeds', 'destinations', 'agreements'] as const) {
    await mkdir(join(target, kind), { recursive: true });
    for (const file of await readdir(join(root, 'config', kind))) {
      const shipped = parse(await readFile(join(root, 'config', kind, file), 'utf8')) as Document;
      const changed = change(kind, shipped);
      if (changed) await writeFile(join(target, kind, file), stringify(changed));
    }
  }
  for (const kind of ['profiles', 'vocab'])
    await cp(join(root, 'config', kind), join(target, kind), { recursive: true });
  for (const [file, document] of Object.entries(more)) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await writeFile(join(target, file), stringify(document));
  }
  return target;
}
