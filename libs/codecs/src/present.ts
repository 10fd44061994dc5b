import { foldSpace } from './html/plain-text.js';

/** The fields without those that are absent: no `undefined`, no empty string, no empty list. */
export function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const out: Record<string, unknown> = {};
  for (const key in fields) {
    const value: unknown = fields[key];
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    out[key] = value;
  }
  return out as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** Text on one line, or nothing: absent means absent. */
export const textOrNothing = (text: string | undefined): string | undefined =>
  (text === undefined ? '' : foldSpace(text)) || undefined;

/** The list, if anything is in it: absent means absent. */
export const someOf = <T>(list: T[] | undefined): T[] | undefined =>
  list !== undefined && list.length > 0 ? list : undefined;

/** Each text once, where it stands first. */
export const distinct = (texts: readonly string[]): readonly string[] =>
  texts.length < 2 ? texts : [...new Set(texts)];

/** Several notes, or one of several lines, as plain text with a line for each. */
export function linesOf(texts: readonly string[]): string | undefined {
  const [only = ''] = texts;
  if (texts.length < 2 && !only.includes('\n')) return foldSpace(only) || undefined;
  const lines = texts.flatMap((text) => text.split('\n')).map(foldSpace);
  return lines.filter(Boolean).join('\n') || undefined;
}
