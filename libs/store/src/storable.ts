/** PostgreSQL's text holds neither NUL nor half a surrogate pair; one partner's stray byte must not fail a batch. */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed();

/** The same for all texts inside a value, as JSON. They hide behind escapes there, and fail whoever reads them in SQL. */
export function storableJson(value: unknown): string {
  if (Array.isArray(value) && value.length === 0) return '[]';
  const json = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner));
}
