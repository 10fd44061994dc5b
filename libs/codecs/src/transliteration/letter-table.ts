/** Both cases of every row of a table: what a lower-case letter becomes, and what its capital does. */
export function withCapitals(
  rows: Readonly<Record<string, string>>,
  locale: string,
): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const [from, to] of Object.entries(rows)) {
    table.set(from, to);
    const [first = '', ...rest] = to;
    table.set(from.toLocaleUpperCase(locale), first.toLocaleUpperCase(locale) + rest.join(''));
  }
  return table;
}

const isCapital = (letter: string | undefined): boolean => letter !== undefined && /\p{Lu}/u.test(letter);

/**
 * A letter that becomes two: `Ш` is `Sh` in a word and `SH` among capitals.
 *
 * @param before, after the letters around it, where there are any
 */
export function capitalised(
  to: string,
  letter: string,
  before: string | undefined,
  after: string | undefined,
): string {
  if (to.length < 2 || !isCapital(letter)) return to;
  const neighbour = after !== undefined && /\p{L}/u.test(after) ? after : before;
  return isCapital(neighbour) ? to.toUpperCase() : to;
}
