/** JSON holds no control character but as an escape. */
const BETWEEN = '\x1e';

/**
 * A list of JSON texts as one parameter, which `jsonList` takes apart. As a list of PostgreSQL's it would have a backslash before
 * each quote, written here and read there sign by sign.
 */
export const joinedJson = (texts: readonly string[]): string => texts.join(BETWEEN);

/** SQL for the text[] of a parameter that `joinedJson` made. */
export const jsonList = (parameter: `$${number}`): string => `string_to_array(${parameter}, E'\\x1e')`;
