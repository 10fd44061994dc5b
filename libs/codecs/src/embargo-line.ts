import type { Instant } from '#news/record.js';
import { foldSpace } from './html/plain-text.js';
import type { ItemValues } from './item-values.js';

/** The word, and what may stand before it. */
const OPENS =
  /^[\s*#[({"«]*(?:strictly\s+|строгое\s+|ciddi\s+)?(?:under\s+|подлежит\s+)?(?:embargo(?:ed)?|эмбарго|embarqo|sperrfrist)(?![\p{L}\p{N}])/iu;
const UNTIL =
  /^\s*(?:[:–—-]\s*)?(?:news\s+)?(?:until|till|to|do|до|bis|für|for\s+release|not\s+before|before|дейін)?[\s:]*/iu;
const NOT_BEFORE =
  /^[\s*#[({"«]*(?:not\s+for\s+(?:release|publication|broadcast)\s+(?:before|until)|не\s+публиковать\s+до)\s*:?\s*/iu;

/** Azerbaijani, Kazakh and Uzbek say the time first: `18.11.2025 10:00-dək dərc etməyin`. */
const TIME_FIRST =
  /^[\s*#[({"«]*(\d[^\p{L}]{5,30}|\d{1,2}\s+\p{L}{3,9}[^\p{L}]{4,30})(?:\p{L}{1,3}\s+)?(?:dək|qədər|дейін|gacha|гача)\s+(?:embarqo|embargo|эмбарго|dərc\s+(?:etməyin|olunmasın|edilməsin)|yaymayın|жарияламаңыз|жариялауға\s+болмайды|[eэ][ʻʼ‘’'`´ъ]?[lл][oо][nн]\s+(?:qilinmasin|qilmang|қилинмасин|қилманг))/iu;

/**
 * The embargo that a line of a text states where its format has no field for one: `EMBARGOED UNTIL 18 November 2025
 * 10:00 GMT`, `Эмбарго до 18.11.2025 10:00`. The line must begin with the word and go on with a time or nothing, so that
 * news about an embargo is not held. What cannot be read as a time holds the item.
 *
 * @param lines texts in which an embargo is announced: the headline, and the first lines of the body
 * @returns undefined where no line is one
 */
export function embargoIn(
  lines: readonly string[],
  values: ItemValues,
  field: string,
): Instant | 'indefinite' | undefined {
  for (const text of lines) {
    for (const raw of text.split('\n').slice(0, 12)) {
      const when = embargoTimeIn(raw);
      if (when !== undefined) return values.embargo(when, field);
    }
  }
  return undefined;
}

/** Words that stand in every line that announces an embargo: asked for first, because nearly no text has them. */
export const MAY_ANNOUNCE_EMBARGO =
  /embar[gq]o|эмбарго|sperrfrist|not\s+(?:for|before)\b|не\s+публиковать|dərc|yaymay|жария|[lл][oо][nн]\s+[qқ]/iu;

/** What stands where the time should; undefined for a line that announces no embargo. */
export function embargoTimeIn(raw: string): string | undefined {
  const line = foldSpace(raw);
  const notBefore = NOT_BEFORE.exec(line);
  if (notBefore) return timeOf(line.slice(notBefore[0].length));
  const timeFirst = TIME_FIRST.exec(line);
  if (timeFirst) return timeOf(timeFirst[1]!.replace(/[\s–-]+$/u, ''));
  const opening = OPENS.exec(line);
  if (!opening) return undefined;
  const rest = line.slice(opening[0].length);
  const until = UNTIL.exec(rest)![0];
  // "Embargo to be lifted" is news: these words alone announce none.
  const says = /\p{L}/u.test(until) && !/^[\s:–—-]*(?:to|do|before)\b/iu.test(until);
  const what = rest.slice(until.length);
  // "Embargo: what it means" is a headline; "Embargo: 18 November" and a lone "EMBARGO" are not.
  const isTime = /^(?:\d|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|\p{L}{3,9}\.?\s+\d{1,2}\b)/iu.test(what);
  if (!says && !isTime && !/^[\s\])}"»!.*:–—-]*$/u.test(rest)) return undefined;
  return timeOf(what);
}

/** The time without the words about it, and without the headline that may follow in the same line. */
function timeOf(text: string): string {
  const time = text
    .replace(/[\])}"»!*].*$/u, '')
    .replace(/(?:\s+[–—|-]|:)\s+(?=[\p{L}"“«]).*$/u, '')
    .replace(/\s+[–—|-]\s.*$/u, '')
    .replace(/\b(?:hrs|hours|uhr|часов|ч\.)/giu, '')
    .trim();
  // `10:00 GMT, 18 November 2025` is the order of press offices; dates are read the other way round.
  const swapped =
    /^(\d{1,2})[.:]?(\d{2})\s*((?:[A-Z]{2,5}|[+-]\d{4})(?:\s*[+-]\d{1,2})?)?[\s,]+(?:on\s+)?(.*\d{4})$/u.exec(
      time,
    );
  if (!swapped) return time;
  const [, hour, minute, zone = '', day = ''] = swapped;
  return `${day} ${hour}:${minute} ${zone}`.trim();
}
