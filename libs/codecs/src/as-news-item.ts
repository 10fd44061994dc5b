import type { Coverage, Group, NewsItem, NewsRecord, PackageItem, PlanningItem } from '#news/record.js';
import { present } from './present.js';
import { escapeText } from './xml/write-xml.js';

/**
 * A package or a plan as an item, for formats that have neither: its members or coverages become a list behind the
 * text, the notes on coverages join the note to editors, and the event is a subject. An item stays what it is.
 */
export function asNewsItem(record: NewsRecord): NewsItem {
  if (record.kind === 'newsItem') return record;
  return record.kind === 'packageItem' ? fromPackage(record) : fromPlan(record);
}

function fromPackage({ kind: _kind, groups = [], rootGroup: _root, ...item }: PackageItem): NewsItem {
  const lines = groups.flatMap(membersOf);
  return { kind: 'newsItem', ...item, ...present({ body: withList(item.body, lines) }) };
}

const membersOf = ({ members, role }: Group): string[] =>
  members.flatMap((member) => {
    if ('groupRef' in member) return [];
    const { title, guid, version, itemClass } = member;
    const identity = version === undefined ? guid : `${guid}, version ${version}`;
    return [joined([role && `${role}:`, title, itemClass && `(${itemClass})`, identity], ' ')];
  });

function fromPlan({ kind: _kind, coverages = [], event, ...item }: PlanningItem): NewsItem {
  const notes = coverages.flatMap((coverage) =>
    coverage.edNote === undefined ? [] : [`${titleOf(coverage)}: ${coverage.edNote}`],
  );
  return {
    kind: 'newsItem',
    ...item,
    ...present({
      body: withList(item.body, coverages.map(lineOf)),
      subjects: event === undefined ? item.subjects : [...(item.subjects ?? []), event],
      edNote: joined([item.edNote, ...notes], '\n') || undefined,
    }),
  };
}

const titleOf = ({ headline, itemClass }: Coverage): string => headline ?? itemClass;

const lineOf = (coverage: Coverage): string =>
  joined(
    [
      coverage.headline === undefined ? coverage.itemClass : `${coverage.headline} (${coverage.itemClass})`,
      coverage.scheduled && `scheduled ${coverage.scheduled}`,
      coverage.assignedTo && `assigned to ${coverage.assignedTo}`,
      coverage.status && `status ${coverage.status}`,
      ...(coverage.deliveries ?? []).map(({ guid }) => `delivered ${guid}`),
    ],
    ', ',
  );

const joined = (parts: readonly (string | undefined)[], by: string): string =>
  parts.filter((part) => part !== undefined && part !== '').join(by);

function withList(body: string | undefined, lines: readonly string[]): string | undefined {
  if (lines.length === 0) return body;
  return `${body ?? ''}<ul>${lines.map((text) => `<li>${escapeText(text)}</li>`).join('')}</ul>`;
}
