import { asQcode } from '#news/ids.js';
import type { Author, Concept } from '#news/record.js';
import { withQcode } from '../concept.js';
import { foldSpace, plainText } from '../html/plain-text.js';

/** A category with a scheme: a URI or QCode of a known vocabulary is recognised, anything else is a name. */
export function conceptOf(term: string, scheme?: string, label?: string): Concept | undefined {
  const name = plainText(label ?? '') || undefined;
  const value = foldSpace(term);
  if (value === '' && name === undefined) return undefined;
  const where = scheme ? { scheme } : {};
  if (/^https?:\/\/\S+$/.test(value))
    return withQcode({ ...(name && name !== value && { name }), uri: value, ...where });
  if (/^(?:medtop|subj|genre|iptccat|anpa):[\w.-]+$/i.test(value)) {
    return { ...(name && name !== value && { name }), qcode: asQcode(value), ...where };
  }
  return { name: name ?? plainText(value), ...where };
}

const MAX_MAILBOX = 1000;
const MAX_PAGE = 2000;

/** `name@example.org (Full Name)`, `Full Name <name@example.org>`, an address or a name alone, or a page's in place of a mailbox. */
export function authorOf(text: string): Author | undefined {
  const value = foldSpace(/^mailto:/i.test(text.trim()) ? mailtoOf(text.trim()) : text);
  const page =
    value.length > MAX_PAGE ? null : /^(?:([^(<]*)[\s(<])?(https?:\/\/[^\s<>()]+)[)>]?$/i.exec(value);
  if (page) return { name: page[1]?.replace(/[\s,:-]+$/, '').trim() || page[2]!, uri: page[2]! };
  // An address has 254 characters at most (RFC 5321, erratum 1690), and the pattern is slow on what never ends.
  const address =
    value.length > MAX_MAILBOX
      ? undefined
      : /[^\s<>()"',;:]+@[^\s<>()"',;:/?]+\.[^\s<>()"',;:./?]+/.exec(value)?.[0];
  if (address === undefined) return value === '' ? undefined : { name: value };
  const name = value
    .replace(address, '')
    .replace(/^\s*\?\S+/, '')
    .replace(/mailto:/i, '')
    .replace(/^[\s<"'[,-]+|[\s<>"'[\],/-]+$/g, '')
    .replace(/[<>]|\(\s*\)/g, '')
    .trim();
  // The name is the comment behind the address, or the address the comment behind the name.
  const bare = /^\(.*\)$/s.test(name) ? name.slice(1, -1).trim() : name;
  return { name: bare || address, email: address };
}

/** Whom a `mailto:` URI (RFC 6068) is to. */
function mailtoOf(uri: string): string {
  const to = uri.replace(/^mailto:/i, '').replace(/\?.*$/s, '');
  try {
    return decodeURIComponent(to);
  } catch {
    return to;
  }
}

/** The authors of a text; several where each has an address, `a@example.org (A), b@example.org (B)`. */
export function authorsOf(text: string): Author[] {
  const parts = text.indexOf('@') === text.lastIndexOf('@') ? [text] : text.split(/[,;]|\sand\s/);
  const all = parts.length > 1 && parts.every((part) => part.includes('@')) ? parts : [text];
  return all.map(authorOf).filter((author) => author !== undefined);
}

/** `HH:MM:SS`, `MM:SS` or seconds. */
export function secondsOf(text: string): number | undefined {
  const parts = /^(?:(?:(\d+):)?(\d{1,3}):)?(\d+(?:\.\d+)?)$/.exec(text);
  if (!parts) return undefined;
  const seconds = Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3]);
  return seconds > 0 ? seconds : undefined;
}
