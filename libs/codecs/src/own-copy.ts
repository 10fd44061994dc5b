/**
 * The same text in memory of its own. A piece of a document holds on to the whole of it, so what outlives its document,
 * as in a cache, has to be copied.
 */
export const ownCopy = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');
