import { join } from 'node:path';
import { PULL_KEY, WEBHOOK_SECRET } from '#store/testing/sample-configuration.js';
import { type Ran, runKorpu } from './run-korpu.js';

/** Of the exchange under test, base64. */
export const SECRET_KEY = Buffer.alloc(32, 1).toString('base64');

/** What the sample configuration's references lead to. */
export const CREDENTIALS = {
  REPORT_TOKEN: 'Bearer feed-token',
  BAKU_KEY: PULL_KEY,
  KHABAR_SECRET: WEBHOOK_SECRET,
  KHABAR_WEBHOOK_SECRET_1: 'khabar-token',
};

export interface KorpuOn {
  korpu(args: string[], env?: Record<string, string>, interruptAfter?: Promise<unknown>): Promise<Ran>;
  /** The exit status, and all that it printed. */
  said(args: string[], env?: Record<string, string>): Promise<{ status: number | null; said: string }>;
}

/** Commands given in a folder, on a database that the environment names: on their data folder nothing ever ran. */
export function korpuOn(databaseUrl: string, folder: string): KorpuOn {
  const named = {
    KORPU_DATA_DIR: join(folder, 'data'),
    DATABASE_URL: databaseUrl,
    KORPU_SECRET_KEY: SECRET_KEY,
    ...CREDENTIALS,
  };
  const korpu: KorpuOn['korpu'] = (args, env, interruptAfter) =>
    runKorpu(args, { cwd: folder, env: { ...named, ...env }, interruptAfter });
  return {
    korpu,
    said: async (args, env) => {
      const { status, stdout, stderr } = await korpu(args, env);
      return { status, said: `${stdout}${stderr}` };
    },
  };
}
