/** A name in the middle of a sentence says little, since leaders and clubs are named in every language; an abbreviation less. */
const NAME = 0.35;
const ABBREVIATION = 0.25;
const LONGEST_ABBREVIATION = 5;

/** Above this share of capitals they say nothing of the words. */
const SHOUTED = 0.6;

/** Which are capitals of the scripts that models read; asked of Unicode once, for it is asked of every letter. */
const CAPITALS = Uint8Array.from({ length: 0x530 }, (_, code) =>
  /\p{Lu}/u.test(String.fromCharCode(code)) ? 1 : 0,
);

export const isCapital = (code: number): boolean => CAPITALS[code] === 1;

/** Whether a text is written in capitals. */
export function isShouted(text: string, from: number, to: number): boolean {
  let capitals = 0;
  let blanks = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (isCapital(code)) capitals++;
    else if (code < 0x41) blanks++;
  }
  return capitals > (to - from - blanks) * SHOUTED;
}

/** How much a word counts beside others, by how many of its letters are capitals. */
export function weightOf(letters: number, capitals: number, opens: boolean): number {
  if (capitals === letters && letters > 1 && letters <= LONGEST_ABBREVIATION) return ABBREVIATION;
  return capitals > 0 && !opens ? NAME : 1;
}
