import { type ApiInTest, openApiInTest } from '#apps/api/src/testing/api-in-test.js';
import { type Morning, playAMorning } from '#apps/api/src/testing/play-a-morning.js';
import { startPostgres, type TestPostgres } from './postgres.js';

export interface Rows {
  items: Record<string, unknown>[];
  nextCursor?: string;
}

/** Asks as an administrator. */
function clientOf(api: ApiInTest) {
  const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const headers = { authorization: `Bearer ${api.adminKey}` };
    const answer = await api.app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: answer.statusCode, type: answer.headers['content-type'], body: answer.json() };
  };
  const get = (url: string) => call('GET', url);
  return {
    get,
    post: (url: string, payload?: object) => call('POST', url, payload),
    /** A page of a list. */
    rows: async (url: string): Promise<Rows> => (await get(url)).body,
  };
}

export interface PlayedMorning extends ReturnType<typeof clientOf> {
  api: ApiInTest;
  morning: Morning;
}

/** One API for the tests of a file, on a ledger of its own in which a morning has passed. */
export function onPlayedMorning(opened: (played: PlayedMorning) => void): void {
  let postgres: TestPostgres;
  let api: ApiInTest;
  beforeAll(async () => {
    postgres = await startPostgres();
    api = await openApiInTest(postgres.url);
    opened({ api, morning: await playAMorning(api), ...clientOf(api) });
  });
  afterAll(async () => {
    await api?.close();
    await postgres?.stop();
  });
}
