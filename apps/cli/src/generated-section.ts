const begin = (name: string): string => `<!-- ${name}: written by npm run generate -->`;
const end = (name: string): string => `<!-- end of ${name} -->`;

/**
 * A document whose section of that name, between its two marks, holds this content and nothing else.
 *
 * @throws Error when the document lacks one of the marks
 */
export function withSection(document: string, name: string, content: string): string {
  const from = document.indexOf(begin(name));
  const to = document.indexOf(end(name));
  if (from < 0 || to < from) throw new Error(`there is no ${begin(name)} before ${end(name)}`);
  return `${document.slice(0, from)}${begin(name)}\n\n${content.trim()}\n\n${document.slice(to)}`;
}
