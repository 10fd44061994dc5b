import fc from 'fast-check';
import parser from 'robots-parser';
import { robotsRules, ruleFor } from './robots-rules.js';

/** The module is a function, whatever its own types say of a default. */
const reference = parser as unknown as typeof parser.default;
const SITE = 'https://khabar.example';

const verdict = (text: string, path: string): boolean =>
  ruleFor(SITE + path, robotsRules(text, 'Korpu'))?.allow ?? true;

describe('the rules of a robots.txt', () => {
  it.each<[string, string, boolean]>([
    ['/a', '/a', false],
    ['/a', '/b', true],
    ['/a$', '/a', false],
    ['/a$', '/ab', true],
    ['/*.php', '/x/y.php?z', false],
    ['/*.php$', '/x.php.php', false],
    ['/*.php$', '/x.php?z', true],
    ['/a*a$', '/a', true],
    ['/a*a$', '/aa', false],
    ['*b*', '/ab', false],
    ['/**$', '/', false],
    ['/$x', '/$x', false],
    ['/ы', '/%d1%8b', false],
    ['/%d1%8b', '/ы', false],
  ])('of which one is for %s say of %s whether it may be read', (pattern, path, isAllowed) => {
    expect(verdict(`User-agent: *\nDisallow: ${pattern}`, path)).toBe(isAllowed);
  });

  it('are those that a reader with every place in mind finds', () => {
    const pattern = fc.string({ unit: fc.constantFrom('/', 'a', 'b', '*', '$', '%2a', 'ы'), maxLength: 8 });
    const line = fc.oneof(
      fc.constantFrom(
        'User-agent: *',
        'user-agent: KORPU/2.0',
        'User-agent: other',
        'Sitemap: /a',
        '',
        '#',
        'a',
      ),
      fc.constantFrom('Crawl-delay: 3', 'Crawl-delay: 1.5', 'Crawl-delay: x', 'Crawl-delay:'),
      fc
        .tuple(fc.constantFrom('Allow', 'Disallow', ' disallow '), pattern)
        .map(([key, one]) => `${key}: ${one}#x`),
    );
    const path = fc.string({ unit: fc.constantFrom('/', 'a', 'b', '?', '%2A', 'ы'), maxLength: 10 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), path, (lines, end) => {
        const text = `User-agent: *\n${lines.join('\n')}`;
        const url = `${SITE}/${end}`;
        const robot = reference(`${SITE}/robots.txt`, text);
        const rules = robotsRules(text, 'Korpu');
        const rule = ruleFor(url, rules);
        expect(rule?.allow ?? true).toBe(robot.isAllowed(url, 'Korpu'));
        expect(rule?.line ?? -1).toBe(robot.getMatchingLineNumber(url, 'Korpu'));
        expect(rules.crawlDelay).toBe(robot.getCrawlDelay('Korpu'));
      }),
    );
  });

  // Where every place is tried they take seconds for each address.
  it('may be ten thousand of forty-five wildcards each', () => {
    const text = `User-agent: *\n${`Disallow: /${'*a'.repeat(45)}b\n`.repeat(10_000)}`;
    const rules = robotsRules(text, 'Korpu');
    expect(rules.rules).toHaveLength(10_000);
    for (let times = 0; times < 2; times++)
      expect(ruleFor(`${SITE}/${'a'.repeat(2000)}`, rules)).toBeUndefined();
  });
});
