import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { KINDS } from './configuration.js';
import type { ConfigurationFault } from './configuration-fault.js';
import { nearMatches } from './near-matches.js';

const YAML = /\.ya?ml$/i;
/** What stands in a folder of objects and is none: notes for people, and what begins with a dot. */
const LEFT_ALONE = /^\.|^readme(?:\.|$)|\.md$/i;

/**
 * What lies in a configuration folder and would not be read although it was surely meant to be: of a configuration that
 * lacks them, `apply` would delete the objects. Folders of other things, such as `schema`, are left alone.
 */
export async function strayFiles(dir: string): Promise<ConfigurationFault[]> {
  const faults: ConfigurationFault[] = [];
  const fault = (file: string, message: string): void => {
    faults.push({ file, line: 1, path: '', message });
  };
  const known: readonly string[] = KINDS;
  for (const entry of await entriesOf(dir)) {
    const path = join(dir, entry.name);
    if (known.includes(entry.name)) {
      for (const { name, isFolder } of await entriesOf(path)) {
        if (isFolder) fault(join(path, name), `is a folder; files stand in ${entry.name} itself`);
        else if (!/\.ya?ml$/.test(name) && !LEFT_ALONE.test(name))
          fault(
            join(path, name),
            'is not read: its name must end in .yaml, or begin with a dot to be left out',
          );
      }
    } else if (!entry.isFolder) {
      if (YAML.test(entry.name))
        fault(path, `is not read: it must be in one of the folders ${KINDS.join(', ')}`);
    } else if (entry.name !== 'schema') {
      const near = nearMatches(entry.name, KINDS);
      const [meant] = near;
      const holdsObjects = (await entriesOf(path)).some(({ name }) => YAML.test(name));
      if (meant !== undefined) fault(path, `is not read. Did you mean ${meant}?`);
      else if (holdsObjects) fault(path, `is not read: the folders are ${KINDS.join(', ')}`);
    }
  }
  return faults;
}

/** What may be read, by name; a folder that may not be is told where it is read. */
async function entriesOf(dir: string): Promise<{ name: string; isFolder: boolean }[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries
    .filter(({ name }) => !name.startsWith('.'))
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
