import { hasOtherWords, namesHour } from './dates/written-time.js';

/** Words of an announcement stand near its beginning. */
const LONGEST = 200;
/** The noun alone, with no sign before it. */
const NOUN = /^(?:embargo|[эе]мбарго|embarqo|ambargo)$/iu;
/** Words of who asks that something be held, in whatever sentence: `Embargo from 5 December. Publish after 10:00`. */
const ASKS =
  /(?<!\p{L})(?:until|till|before|after|papers?|editions?|releas|publi[sc]|broadcast|до|после|публик|издани|эфир|qədər|sonra|dərc|yay[ıi]|дейін|кейін|жария|deyin|keyin|qadar|gacha|қадар|гача|кейин|e.?lon|эълон|kadar|bis|erst)|\p{L}d[əe]k(?!\p{L})/iu;
/** What begins on a day goes on behind it. */
const BEGINS =
  /^\s+(?:from|since|с|со|ab|seit)\s+|^\s+(?:[\p{L}\d.-]+\s+){0,3}[\p{L}\d-]*\p{L}(?:d[aəe]n|tan|[дтн][ае]н)(?:\s|$)/iu;
const TAKES_EFFECT =
  /(?<!\p{L})(?:(?:in|into)\s+force|takes?\s+effect|took\s+effect|в\s+силу|күшіне|qüvvəyə|kuchga|кучга|yürürlüğe|in\s+kraft)(?!\p{L})/iu;
/** `Embargo on 5 December 2022 to hit oil`: a day with words that are of no time behind it. */
const ON_A_DAY = /^\s+(?:on|in|of|by|в|во|на|о|об|к)\s+/iu;

/**
 * Whether words that name an embargo and a day are plainly news of an embargo of goods: the noun with nothing but a blank
 * behind it, no hour, no word that asks to hold, and a word that only news has. Where in doubt they are none.
 *
 * @param opening the words that may open an announcement
 * @param line what stands behind them in the line
 */
export function isNewsOfEmbargo(opening: string, line: string): boolean {
  const rest = line.slice(0, LONGEST);
  if (!NOUN.test(opening) || !/^\s+[\p{L}\p{N}]/u.test(rest) || ASKS.test(rest) || namesHour(rest))
    return false;
  return BEGINS.test(rest) || TAKES_EFFECT.test(rest) || (ON_A_DAY.test(rest) && hasOtherWords(rest));
}
