/**
 * A function of the database as it was but for some passages, each of which is there once.
 *
 * @throws Error for a passage that is not there, or more than once
 */
export function changed(text: string, passages: readonly (readonly [string, string])[]): string {
  return passages.reduce((whole, [before, after]) => {
    const [head, tail, ...more] = whole.split(before);
    if (head === undefined || tail === undefined || more.length > 0) throw new Error(`not once: ${before}`);
    return `${head}${after}${tail}`;
  }, text);
}
