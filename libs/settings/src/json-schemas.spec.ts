import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { jsonSchemas } from './json-schemas.js';
import { readConfigurationFiles } from './read-configuration-files.js';
import { edited } from './testing/sources.js';
import { readYaml } from './yaml-source.js';

const schemas = jsonSchemas();

describe('jsonSchemas', () => {
  it.each(schemas)('$file is checked in as it is generated', ({ file, text }) => {
    expect(readFileSync(join('config', file), 'utf8')).toBe(text);
  });

  const ajv = new Ajv2020({ allErrors: true, strict: false });
  formats.default(ajv);
  const validators = new Map(
    schemas.map(({ file, text }) => [/(\w+)\.schema/.exec(file)![1]!, ajv.compile(JSON.parse(text))]),
  );
  const validatorOf = (file: string) => validators.get(/(\w+?)s?[\\/][^\\/]+$/.exec(file)![1]!)!;

  it('accept every file that is shipped', async () => {
    const files = await readConfigurationFiles('config');
    expect(files.length).toBeGreaterThan(20);
    for (const { file, text } of files) {
      const validate = validatorOf(file);
      expect({ file, valid: validate(readYaml(text).value), errors: validate.errors }).toMatchObject({
        valid: true,
      });
    }
  });

  it.each([
    ['an unknown key', edited('feeds/report-az.yaml', 'partner:', 'pollSeconds: 1\npartner:')],
    ['a missing key', edited('partners/report.yaml', 'zone: Asia/Baku\n', '')],
    [
      'a secret written out',
      edited('destinations/khabar-newsml.yaml', '${env:WEBHOOK_SECRET}', 'whsec_aGVsbG8='),
    ],
    ['an unknown format', edited('destinations/khabar-newsml.yaml', 'newsml-g2', 'newsml')],
    [
      'an impossible date',
      edited('agreements/memorandum.yaml', 'validFrom: 2025-11-18', 'validFrom: 18.11.2025'),
    ],
  ])('refuse %s', (_case, changed) => {
    const [[file, text]] = Object.entries(changed) as [[string, string]];
    expect(validatorOf(file)(readYaml(text).value)).toBe(false);
  });
});
