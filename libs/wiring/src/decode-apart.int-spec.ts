import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { UndecodableDocument } from '#codecs/codec.js';
import { decodeDocument } from '#codecs/decode.js';
import { DecodeApart, type DecodeApartOptions } from './decode-apart.js';

const THREAD = new URL('../../../dist/libs/wiring/src/decode-thread.js', import.meta.url);

const rssOf = (items: number) =>
  Buffer.from(
    `<rss version="2.0"><channel><title>Xəbərlər</title>${Array.from(
      { length: items },
      (_, i) =>
        `<item><guid>urn:example:${i}</guid><title>Limanda ${i} nömrəli körpü açıldı</title>` +
        `<description>&lt;p&gt;Mətn ${i}.&lt;/p&gt;</description><pubDate>Tue, 10 Mar 2026 09:00:00 GMT</pubDate></item>`,
    ).join('')}</channel></rss>`,
  );
const CONTEXT = {
  sourceId: 'report',
  languages: ['az'],
  headlineSignals: { DÜZƏLİŞ: 'correction' as const },
};

describe('DecodeApart', () => {
  let apart: DecodeApart | undefined;
  const given = (options: DecodeApartOptions = {}) => {
    apart = new DecodeApart({ thread: THREAD, largeBytes: 10_000, ...options });
    return apart;
  };

  beforeAll(() => {
    const build = fileURLToPath(new URL('../../../apps/standalone/build.mjs', import.meta.url));
    expect(spawnSync(process.execPath, [build], { encoding: 'utf8' }).stderr).toBe('');
  });
  afterEach(() => apart?.close());

  it('reads a small document at once, in the thread that asks', () => {
    const bytes = rssOf(2);
    expect(given().decode(bytes, CONTEXT)).toEqual(decodeDocument(bytes, CONTEXT));
  });

  it.each([
    ['large', (bytes: Buffer) => bytes],
    ['packed', (bytes: Buffer) => gzipSync(bytes)],
  ])('reads a %s document the same, while its thread goes on with other things', async (_, pack) => {
    const bytes = pack(rssOf(2500));
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 1);
    const decoded = await given().decode(bytes, CONTEXT);
    clearInterval(ticking);
    expect(decoded).toEqual(decodeDocument(bytes, CONTEXT));
    expect(decoded.records).toHaveLength(2500);
    expect(turns).toBeGreaterThan(10);
  });

  it('says the same of what cannot be read', async () => {
    const bytes = Buffer.from(' '.repeat(20_000));
    const error = await Promise.resolve(given().decode(bytes, CONTEXT)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UndecodableDocument);
    expect(() => decodeDocument(bytes, CONTEXT)).toThrow(expect.objectContaining(error as object));
  });

  it('gives up what takes too long, and reads the next', async () => {
    const options: DecodeApartOptions = { limitMilliseconds: 5 };
    const reading = given(options);
    await expect(reading.decode(rssOf(9000), CONTEXT)).rejects.toThrow(
      'Reading it took more than 0.005 s, and was given up.',
    );
    options.limitMilliseconds = 30_000;
    const apartAgain = given(options);
    expect((await apartAgain.decode(rssOf(100), CONTEXT)).records).toHaveLength(100);
  });

  it('gives up what takes too much memory, and reads the next', async () => {
    const reading = given({ heapMb: 26 });
    await expect(reading.decode(rssOf(10_000), CONTEXT)).rejects.toThrow(
      'Reading it took more memory than it may.',
    );
    expect((await reading.decode(rssOf(100), CONTEXT)).records).toHaveLength(100);
  });

  it('reads one after another', async () => {
    const reading = given();
    const all = await Promise.all([200, 300, 400].map((items) => reading.decode(rssOf(items), CONTEXT)));
    expect(all.map(({ records }) => records.length)).toEqual([200, 300, 400]);
  });

  it('ends its thread when there was nothing to do, and begins another for the next document', async () => {
    const reading = given({ idleMilliseconds: 5 });
    for (const items of [150, 250]) {
      expect((await reading.decode(rssOf(items), CONTEXT)).records).toHaveLength(items);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
});
