import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationUnreadable, readConfigurationFiles } from './read-configuration-files.js';

describe('readConfigurationFiles', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'korpu-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (path: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), path);
  };

  it('reads the YAML of the folders of objects, by name, and nothing else', async () => {
    for (const path of [
      'feeds/b.yaml',
      'feeds/a.yml',
      'feeds/.hidden.yaml',
      'feeds/README.md',
      'partners/p.yaml',
      'vocab/v.yaml',
      'schema/s.yaml',
      'x.yaml',
    ])
      write(path);
    expect(await readConfigurationFiles(folder)).toEqual(
      ['partners/p.yaml', 'vocab/v.yaml', 'feeds/a.yml', 'feeds/b.yaml'].map((path) => ({
        file: join(folder, path),
        text: path,
      })),
    );
  });

  it('says which folder is not there, and what to set', async () => {
    const reading = readConfigurationFiles(join(folder, 'nowhere'));
    await expect(reading).rejects.toThrow(ConfigurationUnreadable);
    await expect(reading).rejects.toThrow(
      /nowhere cannot be read: it does not exist\. Name the folder of the configuration/,
    );
  });
});
