import type { z } from 'zod';
import { ENVIRONMENT_VARIABLES } from './environment-variables.js';

type Variables = typeof ENVIRONMENT_VARIABLES;

/** What the environment says, read once at the start and then passed on in parts. */
export type Environment = {
  readonly [Name in keyof Variables]:
    | z.output<Variables[Name]['schema']>
    | (Variables[Name]['default'] extends undefined ? undefined : never);
};

/** The environment holds values that cannot be used, or lacks one that is needed; `faults` is a sentence each. */
export class EnvironmentFaulty extends Error {
  readonly stage = 'settings';
  readonly code = 'settings.environment';
  readonly retry = 'never';
  constructor(readonly faults: string[]) {
    super(faults.join('\n'));
    this.name = 'EnvironmentFaulty';
  }
}

/**
 * Reads every variable of `ENVIRONMENT_VARIABLES`; an empty one counts as not set. Frozen.
 *
 * @throws EnvironmentFaulty with all faults at once
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, variable] of Object.entries(ENVIRONMENT_VARIABLES)) {
    const given = env[variable.name]?.trim() || variable.default;
    if (given === undefined) continue;
    const read = variable.schema.safeParse(given);
    if (read.success) {
      values[key] = Object.freeze(read.data);
    } else {
      const shown = 'secret' in variable && variable.secret ? '' : ` “${given}”`;
      const advice = variable.default === undefined ? variable.otherwise : variable.default || 'none';
      faults.push(
        `${variable.name}${shown} ${read.error.issues[0]!.message}. Correct it, or leave it out (then: ${advice}).`,
      );
    }
  }
  if (faults.length > 0) throw new EnvironmentFaulty(faults);
  return Object.freeze(values) as Environment;
}

/** All variables as a Markdown table, for the documentation and `--help`. */
export function environmentTable(): string {
  const rows = Object.values(ENVIRONMENT_VARIABLES).map(
    ({ name, meaning, default: fallback, otherwise }) =>
      `| \`${name}\` | ${meaning} | ${fallback ? `\`${fallback}\`` : (otherwise ?? 'none')} |`,
  );
  return ['| variable | meaning | default |', '|---|---|---|', ...rows, ''].join('\n');
}
