/** What a rule of robots.txt says of a path (RFC 9309, section 2.2.2). */
export interface RobotsRule {
  allow: boolean;
  /** The path it is for, escaped as URLs are; with `*` and, at its end, `$`. */
  pattern: string;
  /** The line as it stands, without its comment, and its number from 1. */
  written: string;
  line: number;
}

export interface RobotsRules {
  rules: readonly RobotsRule[];
  /** Seconds. In no standard. */
  crawlDelay?: number;
}

interface Group extends RobotsRules {
  rules: RobotsRule[];
}

/** The rules of a robots.txt for one reader: those that name its product token, else those for all (RFC 9309, section 2.2.1). */
export function robotsRules(text: string, productToken: string): RobotsRules {
  const own = productToken.toLowerCase();
  const groups = new Map<string, Group>();
  let named: string[] = [];
  let isNaming = false;
  for (const [i, full] of text.split(/\r\n|\r|\n/).entries()) {
    const written = full.split('#', 1)[0]!.trim();
    const colon = written.indexOf(':');
    if (colon <= 0) continue;
    const key = written.slice(0, colon).trim().toLowerCase();
    const value = written.slice(colon + 1).trim();
    if (key === 'user-agent') {
      if (!isNaming) named = [];
      isNaming = true;
      const name = value.toLowerCase().split('/', 1)[0]!.trim();
      if ((name === own || name === '*') && !named.includes(name)) named.push(name);
      continue;
    }
    isNaming = false;
    const isRule = key === 'allow' || key === 'disallow';
    if (!isRule && key !== 'crawl-delay') continue;
    for (const name of named) {
      const group = groups.get(name) ?? { rules: [] };
      groups.set(name, group);
      // A rule for no path is one for none.
      if (isRule && value !== '')
        group.rules.push({ allow: key === 'allow', pattern: escaped(value), written, line: i + 1 });
      if (!isRule && !Number.isNaN(Number(value))) group.crawlDelay = Number(value);
    }
  }
  return groups.get(own) ?? groups.get('*') ?? { rules: [] };
}

/** The rule that a URL is under: the longest that matches, and of two as long the one that allows (section 2.2.2). */
export function ruleFor(url: string, { rules }: RobotsRules): RobotsRule | undefined {
  const { pathname, search } = new URL(url);
  const path = upperEscapes(pathname + search);
  let found: RobotsRule | undefined;
  for (const rule of rules) {
    const longer = rule.pattern.length - (found?.pattern.length ?? -1);
    if (longer < 0 || (longer === 0 && (found!.allow || !rule.allow))) continue;
    if (matches(rule.pattern, path)) found = rule;
  }
  return found;
}

/**
 * Each part between two `*` is taken where it stands first: what follows has most room then, so that no other place need
 * be tried, and the time is that of reading both once.
 */
function matches(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$');
  const end = isWhole ? pattern.length - 1 : pattern.length;
  let star = pattern.indexOf('*');
  if (star < 0) return isWhole ? path === pattern.slice(0, end) : path.startsWith(pattern);
  if (!path.startsWith(pattern.slice(0, star))) return false;
  let at = star;
  for (;;) {
    const start = star + 1;
    star = pattern.indexOf('*', start);
    const part = pattern.slice(start, star < 0 ? end : star);
    if (star < 0 && isWhole) return path.length - at >= part.length && path.endsWith(part);
    const place = path.indexOf(part, at);
    if (place < 0) return false;
    if (star < 0) return true;
    at = place + part.length;
  }
}

/** As a URL has it: letters beyond ASCII escaped, escapes in capitals. */
function escaped(pattern: string): string {
  try {
    return upperEscapes(encodeURI(pattern).replace(/%25/g, '%'));
  } catch {
    return pattern;
  }
}

const upperEscapes = (path: string): string => path.replace(/%[\da-f]{2}/gi, (one) => one.toUpperCase());
