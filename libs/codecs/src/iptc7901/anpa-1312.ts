/**
 * Behind the control characters that wake the line: the level of service and the number of the message, and in the next
 * line priority, category, keyword, and day and number of words (ANPA 1312, Wire Service Transmission Guidelines 84-2).
 */
const HEADER =
  /^[\s\p{Cc}]*[a-z]\d{4}[^\n]{0,40}\n[\s\p{Cc}^]*[a-z][ \p{Cc}][a-z][ \p{Cc}]+\S[^\n]{0,80}?[ \p{Cc}]\d{1,2}-\d{1,2}[ \p{Cc}]+\d{1,4}\s/iu;

const HEAD = 300;

/** Whether a text is a message of American wires, whose header tells them from those of IPTC 7901. */
export const isAnpa1312 = (text: string): boolean => HEADER.test(text.slice(0, HEAD));
