import type { PubStatus } from '#news/record.js';
import { foldSpace } from '../html/plain-text.js';

/** A line of its own that says what kind of message it is, in the languages of the agencies that send the format. */
const MARKS: readonly [signal: string, pattern: RegExp][] = [
  [
    'kill',
    /^(?:kill|killed|mandatory kill|elimination|annulation|withdraw(?:n|al)?|rückzug|аннулир\S*|отмена|ləğv|жою|bekor)$/iu,
  ],
  ['recall', /^(?:recall|отзыв)$/iu],
  [
    'correction',
    /^(?:correct(?:ion|ed|s|ing)?|corr|refile|korrektur|berichtigung|rectif\S*|исправлени[ея]|поправка|düzəliş|түзету|tuzatish|тузатиш)$/iu,
  ],
  [
    'update',
    /^(?:(?:\d(?:st|nd|rd|th)?\.?\s+)?(?:lead|ld|net|update|writethru|wrap(?:up)?|add|neu|zusammenfassung|overview|roundup)|обновлени[ея]|обновлено|дополнение|yenilən\S*|жаңарт\S*|yangilan\S*)(?:\s+\d)?$/iu,
  ],
  [
    'alert',
    /^(?:urgent|flash|eil|blitz|bulletin|alert|snap|срочно|молния|təcili|шұғыл|shoshilinch|шошилинч)$/iu,
  ],
];

/** What a line such as `1ST LEAD` says of the whole message; false for a line that is none. */
export function readMark(line: string, read: { signals: string[]; pubStatus?: PubStatus }): boolean {
  // A mark is a word or two, and the patterns are slow on what never ends.
  if (line.length > 200) return false;
  // The dotted capital of Azerbaijani falls to an i with a dot of its own.
  const words = foldSpace(line.replace(/^[\s*(+-]+|[\s*):.+!-]+$/g, ''))
    .toLowerCase()
    .replaceAll('\u0307', '');
  const found = MARKS.find(([, pattern]) => pattern.test(words));
  if (!found) return false;
  const [signal] = found;
  if (!read.signals.includes(signal)) read.signals.push(signal);
  // What an agency takes back may not stay usable.
  if (signal === 'kill' || signal === 'recall') read.pubStatus = 'canceled';
  return true;
}
