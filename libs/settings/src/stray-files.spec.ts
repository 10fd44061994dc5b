import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultLine } from './configuration-fault.js';
import { readConfiguration } from './read-configuration.js';
import { strayFiles } from './stray-files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'korpu-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), '');
};
const told = async () =>
  (await strayFiles(folder)).map((fault) => faultLine(fault).replace(`${folder}/`, ''));

describe('strayFiles', () => {
  it.each([
    ['destination/a.yaml', 'destination:1 is not read. Did you mean destinations?'],
    ['partner/a.yaml', 'partner:1 is not read. Did you mean partners?'],
    [
      'channels/a.yml',
      'channels:1 is not read: the folders are partners, vocab, profiles, feeds, destinations, agreements',
    ],
    [
      'feeds/a.YAML',
      'feeds/a.YAML:1 is not read: its name must end in .yaml, or begin with a dot to be left out',
    ],
    [
      'feeds/a.txt',
      'feeds/a.txt:1 is not read: its name must end in .yaml, or begin with a dot to be left out',
    ],
    ['feeds/baku/a.yaml', 'feeds/baku:1 is a folder; files stand in feeds itself'],
    [
      'a.yaml',
      'a.yaml:1 is not read: it must be in one of the folders partners, vocab, profiles, feeds, destinations, agreements',
    ],
  ])('tells of %s', async (path, fault) => {
    write(path);
    expect(await told()).toEqual([fault]);
  });

  it('leaves alone what is meant for others', async () => {
    for (const path of [
      ...['feeds/a.yaml', 'feeds/b.yml', 'feeds/.off.yaml', 'feeds/README', 'feeds/notes.md', 'README.md'],
      ...['schema/feed.schema.json', 'data/key', '.git/config', 'Makefile'],
    ])
      write(path);
    expect(await told()).toEqual([]);
  });
});

describe('readConfiguration', () => {
  const read = async () =>
    (await readConfiguration({ configDir: folder }, { env: {} })).faults?.map(({ message }) => message);

  it('takes no folder without objects for an empty configuration', async () => {
    mkdirSync(join(folder, 'agreements'));
    expect(await read()).toEqual(['holds no object: there is no .yaml file in its folders']);
  });

  it('tells of strays beside the faults of what it reads', async () => {
    write('partner/a.yaml');
    write('partners/b.yaml');
    expect(await read()).toEqual([
      'is not read. Did you mean partners?',
      expect.stringContaining('must describe one of the partners'),
    ]);
  });
});
