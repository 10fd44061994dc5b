/** PostgreSQL's text holds neither NUL nor half a surrogate pair; one partner's stray byte must not fail a batch. */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed();
