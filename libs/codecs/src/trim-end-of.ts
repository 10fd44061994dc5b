/** The text without those signs at its end. A pattern for it takes time by the square of a run that is not at the end. */
export function trimEndOf(text: string, signs: string): string {
  let end = text.length;
  while (end > 0 && signs.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}
