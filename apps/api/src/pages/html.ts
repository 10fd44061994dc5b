/** Markup that is safe to send: every value in it was escaped, or is markup itself. */
export class Html {
  constructor(private readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

export type HtmlValue = string | number | Html | undefined | false | readonly HtmlValue[];

/**
 * The tag of a template literal that writes HTML. Values are escaped for text and for quoted attributes;
 * lists are joined, `undefined` and `false` are nothing. Attribute values must be quoted in the template, and a value
 * must not stand where HTML expects a tag or attribute name, a script or a style.
 */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(strings.reduce((out, text, i) => out + render(values[i - 1]) + text));
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map(render).join('');
  return String(value).replace(/[&<>"']/g, (c) => ESCAPES[c] ?? c);
}
