/** Whether the name of a tag is the beginning of an address in angle brackets, `<https://example.org/a>`, `<a@example.org>`. */
export const isAddress = (name: string): boolean =>
  name.includes('@') || /^(?:https?|ftps?|mailto|urn|tel):/i.test(name);

const AMPERSAND = 0x26;
const BAR = 0x7c;

/** Whether the attribute whose name begins there is an operator, so that its tag is words: `if (a<b && c>d)`. */
export function isOperator(source: string, at: number): boolean {
  const first = source.charCodeAt(at);
  return first === AMPERSAND || first === BAR;
}
