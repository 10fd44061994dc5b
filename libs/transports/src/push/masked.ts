/** Shorter values are words that stand in any text. */
const SHORTEST = 8;

/**
 * What a partner answered, without what it was told in confidence: a server that fails may well print the request.
 *
 * @param secrets values of headers; of `Bearer …` the credential alone counts as well
 */
export function masked(text: string, secrets: readonly string[]): string {
  let shown = text;
  for (const secret of parts(secrets)) {
    shown = shown.replaceAll(secret, '***');
    shown = withoutBeginning(shown, secret);
  }
  return shown;
}

/** The longest first, so that none is found in the rest of another. */
const parts = (secrets: readonly string[]): string[] =>
  [...new Set(secrets.flatMap((secret) => [secret, secret.slice(secret.lastIndexOf(' ') + 1)]))]
    .filter(({ length }) => length >= SHORTEST)
    .sort((a, b) => b.length - a.length);

/** An answer is kept up to some length, and may end amid a secret. */
function withoutBeginning(text: string, secret: string): string {
  for (let length = secret.length - 1; length >= SHORTEST; length--)
    if (text.endsWith(secret.slice(0, length))) return `${text.slice(0, -length)}***`;
  return text;
}
