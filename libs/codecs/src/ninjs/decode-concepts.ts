import { asQcode } from '#news/ids.js';
import type { Author, Concept } from '#news/record.js';
import { placedAt, withQcode } from '../concept.js';
import type { ItemValues } from '../item-values.js';
import { IPTC_SCHEMES } from '../newsml-g2/iptc-schemes.js';
import { present, textOrNothing } from '../present.js';
import type { JsonFields } from './json-fields.js';

const QCODE = /^([^\s:/]+):(?!\/\/)\S+$/;

/** A subject, place, genre, person …: `{ name, uri, literal }` since 2.0, `{ name, scheme, code }` before. */
export function conceptOf(fields: JsonFields, values: ItemValues, field: string): Concept | undefined {
  const name = textOrNothing(fields.text('name'));
  const literal = textOrNothing(fields.text('literal'));
  const code = textOrNothing(fields.text('code', 'qcode'));
  const uri = textOrNothing(fields.text('uri'));
  const scheme = code === undefined ? undefined : textOrNothing(fields.text('scheme'));
  const confidence = values.amount(fields.text('confidence'), `${field}/confidence`);
  // That is what a subject is anyway: nothing is lost with it.
  if (fields.peek('rel') === 'about') fields.get('rel');
  const identity = code === undefined ? identified(literal, uri) : coded(code, scheme, uri);
  const concept = withQcode(
    present({
      name,
      qcode: identity.qcode,
      uri: identity.uri,
      scheme: identity.scheme,
      confidence: confidence === undefined ? undefined : Math.min(confidence / 100, 1),
    }),
  );
  // An identifier that only its sender understands has no place in a record.
  const lost = code ?? literal;
  if (lost !== undefined && lost !== name && concept.qcode === undefined && concept.uri === undefined) {
    values.warn('code-without-scheme', field, `${lost} ${name ?? ''}`.trim());
  }
  if ((concept.uri ?? concept.qcode) !== undefined) return concept;
  const placed = placedAt(concept, ...pointOf(fields));
  return (name ?? placed.uri) ? placed : undefined;
}

/** Latitude and longitude of a GeoJSON point (RFC 7946), which has the longitude first; no numbers for other shapes. */
function pointOf(fields: JsonFields): [latitude: number, longitude: number] {
  const shape = fields.peekObject('geojson', 'geometry_geojson') as
    | { type?: unknown; coordinates?: unknown }
    | undefined;
  if (shape?.type !== 'Point' || !Array.isArray(shape.coordinates)) return [Number.NaN, Number.NaN];
  fields.get('geojson', 'geometry_geojson');
  return [Number(shape.coordinates[1]), Number(shape.coordinates[0])];
}

/** Newsroom systems leave out whose numbers these are: the IPTC's subject codes and Media Topics. */
function iptcCode(code: string): string {
  if (/^(?:0[1-9]|1[0-7])\d{6}$/.test(code)) return `subj:${code}`;
  return /^20\d{6}$/.test(code) ? `medtop:${code}` : code;
}

function identified(written: string | undefined, uri: string | undefined): Concept {
  const literal = written !== undefined && uri === undefined ? iptcCode(written) : written;
  const alias = literal === undefined ? undefined : QCODE.exec(literal)?.[1];
  if (literal === undefined || alias === undefined) return present({ uri });
  const code = literal.slice(alias.length + 1);
  const known = IPTC_SCHEMES.get(alias);
  const scheme = known ?? (uri?.endsWith(code) ? uri.slice(0, uri.length - code.length) : undefined);
  return present({ qcode: asQcode(literal), uri: uri ?? (known && known + code), scheme });
}

/** A name for the IPTC's lists that newsroom systems use in the place of an alias. */
const IPTC_LIST = /^iptc|subject[-_ ]?code|media[-_ ]?topic/i;

function coded(code: string, written: string | undefined, uri: string | undefined): Concept {
  const isIptc = written !== undefined && !written.includes(':') && IPTC_LIST.test(written);
  const scheme = isIptc && iptcCode(code) !== code ? undefined : written;
  if (scheme === undefined && QCODE.test(uri === undefined ? iptcCode(code) : code))
    return identified(code, uri);
  if (scheme === undefined) return present({ uri });
  const isUri = /^[a-z][a-z0-9+.-]*:/i.test(scheme);
  const joined = /[/#:=]$/.test(scheme) ? scheme + code : `${scheme}/${code}`;
  if (isUri) return present({ uri: uri ?? joined, scheme });
  // Not a URI, so an alias such as `medtop`.
  return /^[^\s:]+$/.test(scheme) ? identified(`${scheme}:${code}`, uri) : present({ uri, scheme });
}

/** Roles of people that made the content; people of other roles are what it is about. */
const AUTHORS = /(?:^|[/:])(?:author|writer|creator|by|byline|photographer|cameraoperator|reporter)$/i;
export function isAuthor(person: JsonFields): boolean {
  if (!AUTHORS.test(person.peek('rel') ?? person.peek('role') ?? '')) return false;
  person.get('rel', 'role');
  return true;
}

export function authorOf(person: JsonFields): Author | undefined {
  const name = textOrNothing(person.text('name', 'byline'));
  const email = person
    .list('contactinfo')
    .filter((contact) => /mail/i.test(contact.text('type') ?? '') || contact.text('value')?.includes('@'))
    .map((contact) => textOrNothing(contact.text('value')))
    .find(Boolean);
  return name === undefined
    ? undefined
    : present({
        name,
        email: email ?? textOrNothing(person.text('email')),
        uri: textOrNothing(person.text('uri')),
      });
}
