import { PullFailed } from '#exchange/inbound/inbound-ports.js';
import { fetched, PlayedOrigin } from '#exchange/testing/played-doors.js';
import { RobotsTxt } from './robots-txt.js';

const SITE = 'https://khabar.example';
const TEXT = `\uFEFF# Newsroom
User-agent: *
Disallow: /search
Disallow: /*/print$ # for paper
Allow: /search/help
Crawl-delay: 2

User-agent: KorpuTest
Crawl-delay: 600
Disallow: /archive/`;

describe('robots.txt', () => {
  let origin: PlayedOrigin;
  let now: number;
  beforeEach(() => {
    origin = new PlayedOrigin();
    now = 0;
  });
  const robots = (productToken = 'Korpu') =>
    new RobotsTxt({ transport: origin, productToken, now: () => now });
  const { signal } = new AbortController();

  it.each<[string, object]>([
    ['/news/1', { verdict: 'allowed', delaySeconds: 2 }],
    ['/search?q=x', { verdict: 'disallowed', rule: 'Disallow: /search (line 3)' }],
    ['/search/help', { verdict: 'allowed', delaySeconds: 2 }],
    ['/news/1/print', { verdict: 'disallowed', rule: 'Disallow: /*/print$ (line 4)' }],
    ['/archive/1', { verdict: 'allowed', delaySeconds: 2 }],
  ])('says of %s what its rules say', async (path, verdict) => {
    origin.serve(`${SITE}/robots.txt`, fetched(TEXT));
    expect(await robots().judge(SITE + path, signal)).toEqual(verdict);
  });

  it('has rules for one reader before those for all, and no delay that reads no news of the day', async () => {
    origin.serve(`${SITE}/robots.txt`, fetched(TEXT));
    const own = robots('KorpuTest');
    expect(await own.judge(`${SITE}/search`, signal)).toEqual({ verdict: 'allowed', delaySeconds: 60 });
    expect(await own.judge(`${SITE}/archive/1`, signal)).toMatchObject({ verdict: 'disallowed' });
  });

  it('allows everything where there is none, and nothing where it cannot be read', async () => {
    expect(await robots().judge(`${SITE}/1`, signal)).toEqual({ verdict: 'allowed' });
    for (const code of ['pull.http-503', 'pull.http-429', 'pull.timeout']) {
      origin.serve(`${SITE}/robots.txt`, new PullFailed(code, 'No answer.', 'later'));
      expect(await robots().judge(`${SITE}/1`, signal)).toEqual({
        verdict: 'unknown',
        message: 'robots.txt could not be read, so that no page may be: No answer.',
      });
    }
  });

  it('is asked for once a day, and soon again where it could not be read', async () => {
    const kept = robots();
    origin.serve(`${SITE}/robots.txt`, new PullFailed('pull.connect', 'No answer.', 'later'));
    await kept.judge(`${SITE}/1`, signal);
    await kept.judge(`${SITE}/2`, signal);
    expect(origin.requests).toHaveLength(1);
    now += 60_000;
    origin.serve(`${SITE}/robots.txt`, fetched(TEXT));
    expect(await kept.judge(`${SITE}/2`, signal)).toMatchObject({ verdict: 'allowed' });
    now += 86_399_999;
    await kept.judge(`${SITE}/2`, signal);
    expect(origin.requests).toHaveLength(2);
    now += 1;
    await kept.judge(`${SITE}/2`, signal);
    expect(origin.requests).toHaveLength(3);
  });
});
