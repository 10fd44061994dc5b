import { asGuid, type Guid } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import type { Warning } from '../codec.js';
import { type FeedProfile, lookUp, type ProfileSignal } from './feed-profile.js';
import { mapSubjects } from './map-subjects.js';

/** What a profile says of a record that is read: guid, signals, what the note to editors tells, provider, authors, subjects. */
export function applyProfile(
  record: NewsRecord,
  profile: FeedProfile,
  warn: (warning: Warning) => void = () => {},
): void {
  if (profile.guidIgnores) leaveOutOfGuids(record, new Set(profile.guidIgnores));
  if (profile.creatorLogins === 'remove') removeLogins(record, warn);
  const told = signalsInNote(record.edNote, profile.edNoteSignals);
  const sent = record.signals ?? [];
  const meant = sent.map((signal) => lookUp(profile.signals, signal));
  const signals = [...sent.map((signal, i) => meant[i] ?? signal), ...told];
  if (signals.length > 0) record.signals = [...new Set(signals)];
  // What a provider takes back may not stay usable; what the codec itself knows as a signal it has judged already.
  if ([...meant, ...told].some((signal) => signal === 'kill' || signal === 'recall'))
    record.pubStatus = 'canceled';
  completeProvider(record, profile.provider);
  if (profile.subjects && record.subjects) record.subjects = mapSubjects(record.subjects, profile.subjects);
}

function signalsInNote(
  edNote: string | undefined,
  phrases: FeedProfile['edNoteSignals'],
): readonly ProfileSignal[] {
  if (edNote === undefined || phrases === undefined) return [];
  const lines = edNote.split('\n').map((line) => line.trim().toLowerCase());
  return Object.entries(phrases).flatMap(([phrase, signal]) => {
    const words = phrase.toLowerCase();
    const tells = (line: string): boolean =>
      line.startsWith(words) && !/^[\p{L}\p{N}]/u.test(line.slice(words.length));
    return lines.some(tells) ? [signal] : [];
  });
}

/** Also of the guids that the record names, so that they still meet. */
function leaveOutOfGuids(record: NewsRecord, parameters: ReadonlySet<string>): void {
  record.guid = withoutParameters(record.guid, parameters);
  for (const link of record.links ?? []) {
    if (link.guid !== undefined) link.guid = withoutParameters(link.guid, parameters);
  }
  if (record.kind === 'newsItem') return;
  const others =
    record.kind === 'packageItem'
      ? record.groups.flatMap((group) => group.members)
      : record.coverages.flatMap((coverage) => coverage.deliveries ?? []);
  for (const other of others) {
    if ('guid' in other) other.guid = withoutParameters(other.guid, parameters);
  }
}

function withoutParameters(guid: Guid, parameters: ReadonlySet<string>): Guid {
  const start = guid.indexOf('?');
  if (start < 0) return guid;
  const kept = guid
    .slice(start + 1)
    .split('&')
    .filter((one) => !parameters.has(one.split('=', 1)[0]!));
  return asGuid(guid.slice(0, start) + (kept.length > 0 ? `?${kept.join('&')}` : ''));
}

const LOGIN = /^[\p{Ll}\d]+(?:[._-][\p{Ll}\d]+)*$/u;

function removeLogins(record: NewsRecord, warn: (warning: Warning) => void): void {
  record.authors = record.authors?.filter(({ name }) => {
    if (!LOGIN.test(name)) return true;
    warn({ code: 'creator-is-login', at: record.guid, detail: name });
    return false;
  });
}

function completeProvider(record: NewsRecord, known: FeedProfile['provider']): void {
  if (known === undefined) return;
  const { id, name, uri } = record.provider ?? {};
  const isNamed = id !== undefined || name !== undefined || uri !== undefined;
  const isKnown = (name !== undefined && name === known.name) || (id !== undefined && id === known.id);
  if (!isNamed || isKnown) record.provider = { ...known, ...record.provider };
}
