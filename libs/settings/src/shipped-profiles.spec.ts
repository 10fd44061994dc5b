import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeDocument } from '#codecs/decode.js';
import type { Configuration } from './configuration.js';
import { decodeSettings } from './decode-settings.js';
import { loadConfiguration } from './load-configuration.js';
import { readConfigurationFiles } from './read-configuration-files.js';

const FOLDER = 'test/feeds';
const documents = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.xml'))
  .sort();

let configuration: Configuration;
beforeAll(async () => {
  const loaded = loadConfiguration(await readConfigurationFiles('config'), {
    env: () => undefined,
    readFile: () => '',
    missingSecrets: 'leave',
  });
  configuration = loaded.configuration!;
});

/**
 * `test/feeds/<profile>/<case>.xml` is read as its profile says, and gives `<case>.json`. With KORPU_GOLDEN=write the
 * expectations are written anew, to be read over before they are committed.
 */
describe('a document of a provider is read as its profile says', () => {
  it.each(documents)('%s', (file) => {
    const [provider = ''] = file.split(/[\\/]/);
    const profile = configuration.profiles.find(({ id }) => id === provider);
    const settings = decodeSettings(profile!, undefined, configuration.vocab);
    const context = { ...settings, sourceId: provider, providerName: profile!.provider?.name };
    const decoded = decodeDocument(readFileSync(join(FOLDER, file)), context);
    const expected = join(FOLDER, file.replace(/\.xml$/, '.json'));
    if (process.env['KORPU_GOLDEN'] === 'write')
      writeFileSync(expected, `${JSON.stringify(decoded, null, 2)}\n`);
    expect(decoded).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });

  it('and every profile that is shipped has one', () => {
    for (const { id } of configuration.profiles)
      expect({ id, there: existsSync(join(FOLDER, id)) }).toEqual({ id, there: true });
  });
});
