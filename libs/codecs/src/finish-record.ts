import { fingerprintOf } from '#news/fingerprint.js';
import type { NewsRecord } from '#news/record.js';
import { boundGuids } from './bound-guids.js';
import type { DecodeContext, Warning } from './codec.js';
import { isEmbargoName } from './embargo-field.js';
import { embargoIn, MAY_ANNOUNCE_EMBARGO } from './embargo-line.js';
import { plainText } from './html/plain-text.js';
import { ItemValues } from './item-values.js';
import { contradictionOf, detectLanguage } from './language/detect-language.js';
import { inScript, isWrittenIn, languageTag, scriptOf } from './language/language-tag.js';
import { MAX_ENTRIES } from './limits.js';
import { openingLines } from './opening-lines.js';
import { applyProfile } from './profile/apply-profile.js';
import { pruned } from './pruned.js';

/** So far into a text an embargo may be announced. */
const BEGINNING = 400;

/** How much text is looked at for its language. */
const SAMPLE = 400;
/** With less of a headline and description the beginning of the body is looked at too. */
const ENOUGH_FOR_LANGUAGE = 60;

/**
 * Lists that are cut. What binds whoever gets the item (signals, terms and restrictions, the stations it came by) is not
 * among them, nor are groups and coverages: without one of those an item would be another.
 */
const CUT_LISTS = [
  'authors',
  'subjects',
  'genres',
  'places',
  'keywords',
  'renditions',
  'links',
] as const satisfies readonly (keyof NewsRecord)[];

/**
 * The last step of every codec: guids and lists cut to what an item may have, language (as declared and with its script, else
 * detected), the feed's profile, absent fields and addresses that would run as scripts removed, fingerprint. A codec leaves `fingerprint` empty and `language` as the document spells it.
 */
export function finishRecord(
  record: NewsRecord,
  context: DecodeContext,
  warn: (warning: Warning) => void,
): NewsRecord {
  boundGuids(record, context, warn);
  cutLists(record, warn);
  setLanguage(record, context, warn);
  if (context.profile) applyProfile(record, context.profile, warn);
  setWrittenEmbargo(record, context, warn);
  const finished = pruned(record, (code, address) =>
    warn({ code, at: record.guid, detail: address.slice(0, 100) }),
  ) as NewsRecord;
  // The one field that stands even if nothing is known to put into it.
  finished.provider ??= {};
  finished.fingerprint = fingerprintOf(finished);
  return finished;
}

/** Every stage an item goes through, and everyone it is sent to, pays for each entry: a hundred thousand are no news. */
function cutLists(record: NewsRecord, warn: (warning: Warning) => void): void {
  for (const name of CUT_LISTS) {
    const list = record[name];
    if (list === undefined || list.length <= MAX_ENTRIES) continue;
    const detail = `${name}: ${list.length - MAX_ENTRIES} of ${list.length} were left out`;
    warn({ code: 'list-cut', at: record.guid, detail });
    list.length = MAX_ENTRIES;
  }
}

/**
 * Where the format's own field says nothing, an embargo that is written at the beginning of a text holds all the same.
 * What is no news yet must not leave because its sender has no better place to say so. A signal that says so holds without an end.
 */
function setWrittenEmbargo(
  record: NewsRecord,
  context: DecodeContext,
  warn: (warning: Warning) => void,
): void {
  if (record.embargoed !== undefined) return;
  record.embargoed = writtenEmbargo(record, context, warn);
  const signal = record.signals?.find(isEmbargoName);
  if (record.embargoed !== undefined || signal === undefined) return;
  warn({ code: 'embargo-unreadable', at: record.guid, detail: `signal ${signal}` });
  record.embargoed = 'indefinite';
}

function writtenEmbargo(
  record: NewsRecord,
  context: DecodeContext,
  warn: (warning: Warning) => void,
): NewsRecord['embargoed'] {
  const { body, rights } = record;
  const texts = ANNOUNCING.map((name) => record[name]).filter((text) => !!text);
  if (rights?.notice) texts.push(rights.notice);
  if (rights?.usageTerms) texts.push(...rights.usageTerms);
  const beginning = body === undefined ? '' : openingLines(body);
  // All of them at one look: nearly no item has such words anywhere.
  let looked = beginning;
  for (const text of texts) looked += `\n${text!.slice(0, BEGINNING)}`;
  if (!MAY_ANNOUNCE_EMBARGO.test(looked)) return undefined;
  const values = new ItemValues(context, record.guid);
  const lines = texts.map((text) => (text!.includes('<') ? plainText(text!) : text!));
  // One text, for a time may go on in its next line.
  lines.push(beginning.split('\n').map(plainText).filter(Boolean).join('\n'));
  const embargoed = embargoIn(lines, values, 'text', record.firstCreated ?? record.versionCreated);
  for (const warning of values.warnings) warn(warning);
  return embargoed;
}

/** Texts in which an embargo may be announced, beside the body and the terms. */
const ANNOUNCING = [
  'headline',
  'subheadline',
  'slugline',
  'byline',
  'dateline',
  'description',
  'edNote',
] as const satisfies readonly (keyof NewsRecord)[];

function setLanguage(record: NewsRecord, context: DecodeContext, warn: (warning: Warning) => void): void {
  const declared = record.language;
  if (declared !== undefined && declared.trim() !== '') {
    const tag = languageTag(declared);
    const text = sampleOf(record, ENOUGH_FOR_LANGUAGE);
    const script = scriptOf(text);
    const allowed = tag !== undefined && isWrittenIn(tag, script);
    const contradiction = allowed ? contradictionOf(text, tag, script) : undefined;
    if (allowed && !contradiction) {
      record.language = inScript(tag, script);
      return;
    }
    // Templates declare en-us whatever they are filled with; letters and words of another language disprove it.
    const code = tag === undefined ? 'language-unknown' : 'language-mismatch';
    warn({ code, at: record.guid, detail: declared.slice(0, 100) });
    if (contradiction) {
      record.language = contradiction.language;
      record.languageConfidence = contradiction.confidence;
      return;
    }
  }
  const detected = detectLanguage(sampleOf(record, ENOUGH_FOR_LANGUAGE), context.languages);
  record.language = detected?.language;
  record.languageConfidence = detected?.confidence;
}

/** Headline and description, and the beginning of the body where they are shorter than `enough`. */
function sampleOf(record: NewsRecord, enough: number): string {
  let text = `${record.headline ?? ''}. ${record.description ?? ''}`;
  if (text.length < enough && record.body) text += ` ${plainText(record.body.slice(0, SAMPLE * 4))}`;
  return text.slice(0, SAMPLE);
}
