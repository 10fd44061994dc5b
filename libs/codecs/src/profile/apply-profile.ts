import type { NewsRecord } from '#news/record.js';
import { type FeedProfile, lookUp, type ProfileSignal } from './feed-profile.js';
import { mapSubjects } from './map-subjects.js';

/** What a profile says of a record that is read: signals, what the note to editors tells, provider and subjects. */
export function applyProfile(record: NewsRecord, profile: FeedProfile): void {
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

function completeProvider(record: NewsRecord, known: FeedProfile['provider']): void {
  if (known === undefined) return;
  const { id, name, uri } = record.provider ?? {};
  const isNamed = id !== undefined || name !== undefined || uri !== undefined;
  const isKnown = (name !== undefined && name === known.name) || (id !== undefined && id === known.id);
  if (!isNamed || isKnown) record.provider = { ...known, ...record.provider };
}
