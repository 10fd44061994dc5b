import { inspect } from 'node:util';
import type { Configuration } from './configuration.js';
import { planConfiguration, printPlan } from './plan.js';
import { Secret } from './secret.js';
import { ENVIRONMENT, edited, load } from './testing/sources.js';

const configuration = (
  changes: Record<string, string | undefined> = {},
  env = ENVIRONMENT,
): Configuration => {
  const loaded = load(changes, { env: (name) => env[name] });
  if (loaded.faults) throw new Error(inspect(loaded.faults));
  return loaded.configuration;
};
const nothing: Configuration = {
  partners: [],
  vocab: [],
  profiles: [],
  feeds: [],
  destinations: [],
  agreements: [],
};
const other = { WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 2).toString('base64')}` };

describe('planConfiguration', () => {
  it('changes nothing where nothing differs', () => {
    expect(planConfiguration(configuration(), configuration())).toEqual([]);
    expect(printPlan([])).toEqual(['Nothing to change.']);
  });

  it('makes what others refer to before them, and takes it away after them', () => {
    const made = ['partners', 'partners', 'feeds', 'destinations', 'destinations', 'agreements'];
    expect(planConfiguration(nothing, configuration()).map(({ kind }) => kind)).toEqual(made);
    expect(planConfiguration(configuration(), nothing).map(({ kind }) => kind)).toEqual(made.reverse());
  });

  it('names every field that differs', () => {
    const desired = configuration({
      ...edited('feeds/report-az.yaml', 'partner: report', 'partner: report\npollEverySeconds: 30'),
      ...edited('agreements/memorandum.yaml', '[text]', '[text, picture]'),
    });
    expect(printPlan(planConfiguration(configuration(), desired))).toEqual([
      '~ feed report-az',
      '    pollEverySeconds: 60 → 30',
      '~ agreement memorandum',
      '    grants[report-to-khabar].items.classes: ["text"] → ["text","picture"]',
      '0 to create, 2 to update, 0 to delete.',
    ]);
  });

  it('names a field that comes or goes', () => {
    const named = configuration(edited('feeds/report-az.yaml', 'partner:', 'name: Wire\npartner:'));
    expect(printPlan(planConfiguration(configuration(), named))[1]).toBe('    name: nothing → "Wire"');
    expect(printPlan(planConfiguration(named, configuration()))[1]).toBe('    name: "Wire" → nothing');
  });

  it('finds a grant by its id, wherever it stands', () => {
    const before = configuration();
    const [agreement] = before.agreements;
    const added = { ...agreement!.grants[0]!, id: 'another' };
    const desired = { ...before, agreements: [{ ...agreement!, grants: [added, ...agreement!.grants] }] };
    const [change] = planConfiguration(before, desired);
    expect(change?.differences.every(({ path }) => path.startsWith('grants[another]'))).toBe(true);
  });

  it('says of a secret only that it changed', () => {
    const changes = planConfiguration(configuration(), configuration({}, other));
    expect(printPlan(changes)).toEqual([
      '~ destination khabar-newsml',
      '    secrets[0]: *** changed',
      '0 to create, 1 to update, 0 to delete.',
    ]);
    expect(inspect(changes, { depth: 9 }) + JSON.stringify(changes)).not.toContain('whsec_');
  });

  it('says that a secret came or went', () => {
    const before = configuration();
    const rotated = {
      ...before,
      destinations: before.destinations.map((one) =>
        one.transport === 'webhook' ? { ...one, secrets: [...one.secrets, Secret.of('old')] } : one,
      ),
    };
    expect(printPlan(planConfiguration(before, rotated))[1]).toBe('    secrets[1]: *** added');
    expect(printPlan(planConfiguration(rotated, before))[1]).toBe('    secrets[1]: *** removed');
  });
});
