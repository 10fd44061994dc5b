import type { Fault } from '../codec.js';
import { readDate } from '../dates/read-date.js';
import { isUri } from '../guid.js';
import { INDEFINITE } from './encode.js';
import { JsonFields } from './json-fields.js';

const STATUSES = new Set(['usable', 'withheld', 'canceled']);
const DATES = ['versioncreated', 'firstcreated', 'contentcreated', 'embargoed', 'embargoeduntil', 'expires'];
const LISTS = ['people', 'places', 'subjects', 'organisations', 'events', 'objects', 'genres'];

/**
 * Faults of meaning in one ninjs object, which its schema may accept: `format` is only a note to most JSON Schema
 * validators. Codes begin with `ninjs.`. @param at JSON pointer of the object in its document
 */
export function lintNinjs(object: unknown, at: string): Fault[] {
  const faults: Fault[] = [];
  const report = (code: string, path: string, message: string): void => {
    faults.push({ code, at: `${at}${path}` || '/', message });
  };
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    report('ninjs.no-object', '', 'not an object');
    return faults;
  }
  const fields = new JsonFields(object);
  const uri = fields.text('uri');
  if (uri === undefined || uri.trim() === '') report('ninjs.no-uri', '/uri', 'uri is missing');
  else if (!isUri(uri)) report('ninjs.uri', '/uri', `"${uri}" is not a URI`);
  for (const [key, value] of fields.alike('pubstatus')) {
    const status = typeof value === 'string' ? value : JSON.stringify(value);
    if (!STATUSES.has(status))
      report('ninjs.unknown-pub-status', `/${key}`, `"${status}" is not usable, withheld or canceled`);
  }
  for (const name of DATES) {
    if (!fields.has(name)) continue;
    const text = fields.text(name) ?? '';
    if (text === INDEFINITE) continue;
    const { instant, problem } = readDate(text);
    if (instant === undefined)
      report('ninjs.date-unreadable', `/${fields.spelling(name)}`, `"${text}" is not a date`);
    else if (problem)
      report('ninjs.date-without-zone', `/${fields.spelling(name)}`, `"${text}" names no time zone`);
  }
  fields.named('renditions').forEach((rendition, i) => {
    if (rendition.text('href') === undefined)
      report('ninjs.rendition-without-href', `/renditions/${i}`, 'no href');
  });
  for (const name of LISTS) {
    fields.list(name).forEach((concept, i) => {
      const identified = ['name', 'uri', 'literal', 'code', 'id'].some((key) => concept.text(key));
      if (!identified) report('ninjs.empty-concept', `/${name}/${i}`, 'neither name, uri nor literal');
    });
  }
  const associations = fields.get('associations');
  const entries = Array.isArray(associations)
    ? [...associations.entries()]
    : Object.entries(associations ?? {});
  for (const [key, one] of entries) faults.push(...lintNinjs(one, `${at}/associations/${key}`));
  return faults;
}
