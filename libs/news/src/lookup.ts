/**
 * A table to be asked by the words of a document, which may be any: unlike an object literal it knows nothing of
 * `constructor`, `__proto__` and the other names that every object answers to.
 */
export const lookup = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null), entries);
