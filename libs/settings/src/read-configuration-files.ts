import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KINDS } from './configuration.js';
import type { ConfigurationSource } from './yaml-source.js';

const REASONS: Record<string, string> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
};

/** The configuration folder or a file in it cannot be read; the message says which and why. */
export class ConfigurationUnreadable extends Error {
  readonly stage = 'settings';
  readonly code = 'settings.configuration-unreadable';
  readonly retry = 'never';
  constructor(path: string, options: { cause: unknown }) {
    const why = REASONS[(options.cause as NodeJS.ErrnoException).code ?? ''] ?? String(options.cause);
    super(
      `${path} cannot be read: ${why}. Name the folder of the configuration, or set KORPU_CONFIG_DIR to it.`,
      options,
    );
    this.name = 'ConfigurationUnreadable';
  }
}

/**
 * Every `.yaml` and `.yml` file of the folders of `dir` that hold objects, by name. A folder that is not there holds nothing; other
 * files and folders are not looked at: see `strayFiles`.
 *
 * @throws ConfigurationUnreadable
 */
export async function readConfigurationFiles(dir: string): Promise<ConfigurationSource[]> {
  const present = new Set(await readable(dir, () => readdir(dir)));
  const sources: ConfigurationSource[] = [];
  for (const kind of KINDS) {
    if (!present.has(kind)) continue;
    const folder = join(dir, kind);
    const names = (await readable(folder, () => readdir(folder))).filter((name) =>
      /^[^.].*\.ya?ml$/.test(name),
    );
    for (const name of names.sort()) {
      const file = join(folder, name);
      sources.push({ file, text: await readable(file, () => readFile(file, 'utf8')) });
    }
  }
  return sources;
}

async function readable<Value>(path: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    throw new ConfigurationUnreadable(path, { cause });
  }
}
