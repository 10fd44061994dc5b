import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ID_PATTERN } from '#news/ids.js';
import { archiveConfiguration } from './archive-configuration.js';
import { loadConfiguration } from './load-configuration.js';
import { readConfigurationFiles } from './read-configuration-files.js';

const SANDBOX = 'http://127.0.0.1:3100';
const NAMES = [
  'rss_2.0_bbc.xml',
  'rss 2.0 bbc.json',
  'Məlumat №1.xml',
  '---.xml',
  `${'long-name-'.repeat(12)}end.xml`,
  `${'long-name-'.repeat(12)}other.xml`,
];

describe('archiveConfiguration', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-archive-'));
    for (const name of [...NAMES, '.hidden']) writeFileSync(join(folder, name), '<rss/>');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is sound beside the shipped configuration', async () => {
    const shipped = await readConfigurationFiles('config');
    const { configuration, faults } = loadConfiguration(
      [...shipped, ...archiveConfiguration(folder, SANDBOX)],
      { env: () => undefined, readFile: () => '', missingSecrets: 'leave' },
    );
    expect(faults).toBeUndefined();
    expect(configuration?.feeds.filter(({ partner }) => partner === 'sandbox-archive')).toHaveLength(
      NAMES.length,
    );
  });

  it('gives every document an id of its own that is fit to be one', () => {
    const ids = archiveConfiguration(folder, SANDBOX)
      .filter(({ file }) => file.startsWith('feeds/'))
      .map(({ file }) => file.slice('feeds/'.length, -'.yaml'.length));
    expect(ids).toHaveLength(NAMES.length);
    expect(new Set(ids).size).toBe(NAMES.length);
    expect(ids.filter((id) => !ID_PATTERN.test(id))).toEqual([]);
    expect(ids).toContain('archive-rss-2-0-bbc');
  });

  it('points each feed at its document', () => {
    const texts = archiveConfiguration(folder, SANDBOX).map(({ text }) => text);
    expect(texts.join('\n')).toContain(`url: ${SANDBOX}/origins/archive/rss%202.0%20bbc.json`);
  });
});
