import { KINDS } from './configuration.js';
import { loadConfiguration } from './load-configuration.js';
import { planConfiguration } from './plan.js';
import { Secret } from './secret.js';
import { edited, load, resolve } from './testing/sources.js';
import { toYaml } from './to-yaml.js';

describe('toYaml', () => {
  const terms = 'use: { platforms: [tv, web]';
  const configuration = load(
    edited('agreements/memorandum.yaml', terms, `thirdParty: { allow-listed: [AFP] }\n    ${terms}`),
  ).configuration!;

  it('writes files that give the same configuration back', () => {
    const sources = KINDS.flatMap((kind) =>
      configuration[kind].map((object) => ({
        file: `${kind}/${object.id}.yaml`,
        text: toYaml(kind, object),
      })),
    );
    const again = loadConfiguration(sources, resolve);
    expect(again.faults).toBeUndefined();
    expect(again.configuration).toEqual(configuration);
    expect(planConfiguration(configuration, again.configuration!)).toEqual([]);
  });

  it('writes keys in the order of the schema and leaves defaults out, whatever order the object has', () => {
    const [feed] = configuration.feeds;
    const mixed = Object.fromEntries(Object.entries(feed!).reverse()) as typeof feed;
    const text = toYaml('feeds', { ...mixed!, maxPages: 3, headers: { accept: 'text/xml' } });
    expect(text.match(/^\w+/gm)).toEqual([
      'id',
      'partner',
      'url',
      'zone',
      'languages',
      'headers',
      'maxPages',
    ]);
    const webhook = configuration.destinations.find((one) => one.transport === 'webhook')!;
    const written = toYaml('destinations', webhook).match(/^\w+/gm);
    expect(written?.slice(0, 4)).toEqual(['id', 'partner', 'format', 'transport']);
    expect(written).not.toContain('retrySeconds');
  });

  it('writes the reference of a secret, and a variable for one that has none', () => {
    const webhook = configuration.destinations.find((one) => one.transport === 'webhook')!;
    const text = toYaml('destinations', { ...webhook, secrets: [...webhook.secrets, Secret.of('sesame')] });
    expect(text).toContain('- ${env:WEBHOOK_SECRET}\n');
    expect(text).toContain('- ${env:KHABAR_NEWSML_SECRET_1}\n');
    expect(text).toMatch(/^# Set KHABAR_NEWSML_SECRET_1: the value of a secret is not exported\.\n/);
    expect(text).not.toContain('sesame');
  });
});
