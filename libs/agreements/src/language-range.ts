/**
 * Basic filtering of RFC 4647, section 3.3.1: a range covers the tag that equals it and every tag that continues it
 * after a hyphen, in any case of letters; `*` covers every tag.
 */
export function coversLanguage(range: string, tag: string): boolean {
  if (range === '*') return true;
  const [wanted, given] = [range.toLowerCase(), tag.toLowerCase()];
  return given === wanted || given.startsWith(`${wanted}-`);
}
