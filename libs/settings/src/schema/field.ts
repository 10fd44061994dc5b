import { z } from 'zod';
import { asAgreementId, asDestinationId, asFeedId, asPartnerId, asQcode, ID_PATTERN } from '#news/ids.js';
import { Secret } from '../secret.js';

const id = z
  .string()
  .regex(ID_PATTERN, 'must be lower-case letters, digits and single hyphens, 2 to 63 characters');

export const partnerId = id.transform(asPartnerId);
export const feedId = id.transform(asFeedId);
export const destinationId = id.transform(asDestinationId);
export const agreementId = id.transform(asAgreementId);
export const profileId = id;
export const vocabId = id;
/** An id that is unique inside its agreement only. */
export const grantId = id;

export const line = z.string().trim().min(1, 'must not be empty');

/** A code with its scheme alias (NewsML-G2, QCodes). */
export const qcode = z
  .string()
  .regex(/^[\w-]+:\S+$/, 'must be a code with its scheme, such as medtop:04000000')
  .transform(asQcode);

/** ISO 3166-1 alpha-2. */
export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, {
    error: 'must be a two-letter country code in capitals, such as KZ',
    abort: true,
  })
  .refine(isCountry, 'is the code of no country (ISO 3166-1), such as KZ');

const QUOTED = 40;

/** The fault of a value that can be no secret: what it must be, and what it is. */
export const andIs = (mustBe: string): { error: (issue: { input?: unknown }) => string } => ({
  error: ({ input }) =>
    typeof input === 'string' ? `${mustBe}, and is “${input.slice(0, QUOTED)}”` : mustBe,
});

const NO_ZONE = andIs('must be an IANA time zone, such as Asia/Baku');

export const zone = z.string().refine(isZone, { ...NO_ZONE, abort: true });

/** Where an offset is no zone: it knows no summer time. */
export const namedZone = zone.refine((name) => !/^[+-]/.test(name), NO_ZONE);

/** A day of the calendar (ISO 8601). */
export const day = z.iso.date(andIs('must be a date such as 2025-11-18'));

/** A BCP 47 tag. */
export const language = z
  .string()
  .refine(isLanguage, 'must be the tag of a language, such as az or uz-Cyrl (BCP 47)');

/** A BCP 47 range (RFC 4647): a tag that also covers every longer one, or `*` for any language. */
export const languageRange = z
  .string()
  .refine(
    (range) => range === '*' || isLanguage(range),
    'must be the tag of a language, such as az or uz-Cyrl (BCP 47), or * for any',
  );

/** Where a newsroom puts what it publishes; restrictions read from free text use the same words. */
export const platform = z.enum(['tv', 'radio', 'web', 'mobile', 'social', 'print']);

export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .refine((url) => !URL.canParse(url) || new URL(url).username === '', {
    error: 'must not hold a user name or password: put them into secretHeaders as ${env:NAME}',
  });

/** Filled by the loader, which alone can follow a reference; in the file it is a reference and never a value. */
export const secret = z
  .custom<Secret>((value) => value instanceof Secret, {
    error: 'must be a reference: ${env:NAME} or ${file:/path}',
  })
  .meta({
    type: 'string',
    pattern: '^\\$\\{(env:[A-Za-z_]\\w*|file:[^{}]+)\\}$',
    description: 'A reference to a secret, never the secret itself: ${env:NAME} or ${file:/path}',
  });

const CREDENTIAL = /^(?:authorization|proxy-authorization|cookie)$|api-?key|token|secret|password/i;
const headerName = z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, 'must be the name of an HTTP header');

/** Request headers that anybody may see. */
export const headers = z
  .record(
    headerName.refine((name) => !CREDENTIAL.test(name), {
      error: 'is a credential: write it under secretHeaders as ${env:NAME}',
    }),
    z.string(),
  )
  .default({});

/** Request headers whose values are credentials. */
export const secretHeaders = z.record(headerName, secret).default({});

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** Codes that CLDR has a name for and that stand for no country. */
const NO_COUNTRIES: ReadonlySet<string> = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);

/** Those that were withdrawn or never given, such as SU and UK, come back as the code that is in force. */
function isCountry(code: string): boolean {
  return (
    COUNTRIES.of(code) !== undefined &&
    !NO_COUNTRIES.has(code) &&
    new Intl.Locale(`und-${code}`).region === code
  );
}

const LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/**
 * A well-formed tag whose first part may be the code of a language. CLDR has every code of two letters, so that one
 * it does not know is none; of the thousands of three letters it has only some. Longer ones are registered for no language.
 */
function isLanguage(tag: string): boolean {
  try {
    const { language: code } = new Intl.Locale(tag);
    return code.length === 3 || (code.length === 2 && LANGUAGES.of(code) !== undefined);
  } catch {
    return false;
  }
}
