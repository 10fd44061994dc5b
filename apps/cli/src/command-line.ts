/**
 * A command of ours as a person gives it, for messages that say what to do next: there is no program of the name `korpu`.
 *
 * @param words the command and what it is given: `replay --watch 2`
 */
export const commandLine = (words: string): string => `npm run -s korpu -- ${words}`;

/** One word of it, quoted where a shell would read it as more than that: an address with `&` in it. */
export const quoted = (word: string): string =>
  /^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
