import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type DecodeContext, UndecodableDocument } from '#codecs/codec.js';
import { decodeDocument } from '#codecs/decode.js';
import { DecodePool, type DecodePoolOptions } from './decode-pool.js';
import { decodedLines } from './decoded-lines.js';

const THREAD = new URL('../../../dist/libs/wiring/src/decode-thread.js', import.meta.url);
const CONTEXT: DecodeContext = { sourceId: 'report', languages: ['az'] };

const rssOf = (name: string, items = 1) =>
  Buffer.from(
    `<rss version="2.0"><channel><title>Xəbərlər</title>${Array.from(
      { length: items },
      (_, i) => `<item><guid>urn:example:${name}:${i}</guid><title>Limanda ${i} nömrəli körpü</title></item>`,
    ).join('')}</channel></rss>`,
  );
const MANY = Array.from({ length: 150 }, (_, i) => rssOf(`small-${i}`));

describe('DecodePool', () => {
  let pool: DecodePool;
  const given = (options: DecodePoolOptions = {}) => {
    pool = new DecodePool({ thread: THREAD, threads: 2, ...options });
    return pool;
  };

  beforeAll(() => {
    const build = fileURLToPath(new URL('../../../apps/standalone/build.mjs', import.meta.url));
    expect(spawnSync(process.execPath, [build], { encoding: 'utf8' }).stderr).toBe('');
  });
  afterEach(() => pool.close());

  it('reads each document as it is read in place, as records and as lines', async () => {
    given();
    const documents = [...MANY.slice(0, 40), rssOf('feed', 250)];
    expect(await Promise.all(documents.map((bytes) => pool.decode(bytes, CONTEXT)))).toEqual(
      documents.map((bytes) => decodeDocument(bytes, CONTEXT)),
    );
    expect(await Promise.all(documents.map((bytes) => pool.lines('a.xml', bytes, CONTEXT)))).toEqual(
      documents.map((bytes) => decodedLines('a.xml', decodeDocument(bytes, CONTEXT))),
    );
  });

  it('says of what cannot be read what is said in place, and reads its neighbours', async () => {
    given();
    const nothing = Buffer.from('   ');
    const read = await Promise.allSettled(
      [MANY[0]!, nothing, MANY[1]!].map((bytes) => pool.decode(bytes, CONTEXT)),
    );
    expect(read.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const { reason } = read[1] as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(UndecodableDocument);
    expect(() => decodeDocument(nothing, CONTEXT)).toThrow(expect.objectContaining(reason as object));
  });

  it('loses a document that needs too much memory alone, in the middle of a message', async () => {
    given({ threads: 1, heapMb: 26 });
    const hostile = rssOf('hostile', 40_000);
    const documents = [...MANY.slice(0, 5), hostile, ...MANY.slice(5, 10)];
    const read = await Promise.allSettled(documents.map((bytes) => pool.decode(bytes, CONTEXT)));
    expect(read.map(({ status }) => status === 'fulfilled')).toEqual(documents.map((d) => d !== hostile));
    expect((read[5] as PromiseRejectedResult).reason).toMatchObject({
      message: 'Reading it took more memory than it may.',
    });
  });

  it('gives up what is being read and what waits when it is closed', async () => {
    given();
    const reading = Promise.allSettled(MANY.map((bytes) => pool.decode(bytes, CONTEXT)));
    await new Promise(setImmediate);
    await pool.close();
    for (const { status } of await reading) expect(status).toBe('rejected');
    await expect(pool.decode(MANY[0]!, CONTEXT)).rejects.toThrow('Reading it was given up.');
  });

  it('ends its threads when there was nothing to do, and begins others', async () => {
    given({ idleMilliseconds: 5 });
    for (const bytes of [MANY[0]!, MANY[1]!]) {
      expect((await pool.decode(bytes, CONTEXT)).records).toHaveLength(1);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
});
