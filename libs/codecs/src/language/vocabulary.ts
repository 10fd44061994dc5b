/**
 * What a language looks like, in words parted by white space: lower case, apostrophes as `'`. Its letters, words and
 * endings are all that `ScriptModel` knows of it.
 */
export interface Vocabulary {
  /** BCP 47, without script. */
  language: string;
  /** Words of grammar and the commonest others: any text has some. */
  common: string;
  /** Words of the news, inflected as headlines have them. */
  words: string;
  /** Ends of words. */
  endings: string;
}
