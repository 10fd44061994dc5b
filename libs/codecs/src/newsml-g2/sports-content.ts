import { foldSpace } from '../html/plain-text.js';
import { escapeText } from '../xml/write-xml.js';
import { below, elements, type XmlElement } from '../xml/xml-node.js';
import { spacedText, value } from './nar.js';

/**
 * What SportsML (IPTC, 2 and 3) says in words, as paragraphs: titles, who played whom with which score, when and where,
 * line-ups, tables by rank. Its statistics are for programs, and are left out.
 *
 * @param other the markup of what is none of its own, such as an NITF in an article
 */
export function sportsHtml(content: XmlElement, other: (element: XmlElement) => string): string {
  return elements(content)
    .map((element) => {
      const { local } = element;
      if (local === 'sports-metadata') return heading(wordsOf(elements(element, 'sports-title')[0]));
      if (local.endsWith('-metadata')) return headed(element);
      if (local === 'sports-event') return eventHtml(element, other);
      if (isParticipant(element)) return '';
      return MARKS.has(local) ? other(element) : sportsHtml(element, other) || ownWords(element);
    })
    .concat(tableOf(elements(content).filter(isParticipant)))
    .join('');
}

/** Documents of other vocabularies, and paragraphs, inside it. */
const MARKS: ReadonlySet<string> = new Set(['nitf', 'html', 'body', 'p', 'block', 'div']);

const isParticipant = ({ local }: XmlElement): boolean => local === 'team' || local === 'player';

function eventHtml(event: XmlElement, other: (element: XmlElement) => string): string {
  const participants = elements(event).filter(isParticipant);
  const [metadata] = elements(event, 'event-metadata');
  const lineUps = participants.flatMap((one) => {
    const players = below(one, 'player').map(nameOf).filter(Boolean);
    return players.length === 0 ? [] : [paragraph(`${nameOf(one)}: ${players.join(', ')}`)];
  });
  // Two that meet stand in a line; many that compete, in a table.
  const result =
    participants.length > 2 ? tableOf(participants) : paragraph(participants.map(lineOf).join(' – '));
  const rest = elements(event).filter((one) => one !== metadata && !isParticipant(one));
  return [
    metadata && headed(metadata),
    result,
    ...lineUps,
    sportsHtml({ ...event, children: rest }, other),
  ].join('');
}

/** What a competition is called, when it begins and where it is. */
function headed(metadata: XmlElement): string {
  const sites = below(metadata, 'site-metadata').map((site) => nameIn(site) ?? wordsOf(site));
  const about = [value(metadata, 'event-status-note'), value(metadata, 'start-date-time'), ...sites].filter(
    Boolean,
  );
  return heading(nameIn(metadata)) + paragraph(about.join(', '));
}

const tableOf = (participants: readonly XmlElement[]): string =>
  participants.length === 0
    ? ''
    : `<ul>${participants.map((one) => `<li>${escapeText(lineOf(one))}</li>`).join('')}</ul>`;

/** Rank, name, and the score or points. */
function lineOf(participant: XmlElement): string {
  const stats = elements(participant).filter(({ local }) => local.endsWith('-stats'));
  const [totals] = stats.flatMap((one) => elements(one, 'outcome-totals'));
  const [rank] = stats.flatMap((one) => elements(one, 'rank'));
  const place = (rank && value(rank, 'value')) ?? first(stats, 'rank');
  const points = first(stats, 'score') ?? (totals && value(totals, 'standing-points'));
  return [place && `${place}.`, nameOf(participant), points].filter(Boolean).join(' ');
}

const first = (among: readonly XmlElement[], attribute: string): string | undefined =>
  among.map((one) => value(one, attribute)).find((text) => text !== undefined);

const nameOf = (participant: XmlElement): string | undefined =>
  elements(participant)
    .filter(({ local }) => local.endsWith('-metadata'))
    .map(nameIn)[0];

/** The full name, by role since 3.0 and in an attribute before; else its parts put together. */
function nameIn(metadata: XmlElement): string | undefined {
  const names = elements(metadata, 'name');
  const full =
    names.map((name) => value(name, 'full')).find((text) => text !== undefined) ??
    wordsOf(names.find((name) => value(name, 'role')?.endsWith('full'))) ??
    wordsOf(names.find((name) => !isPart(name)));
  const parts = names.flatMap((name) => [value(name, 'first'), value(name, 'last'), wordsOf(name)]);
  return full ?? (parts.filter(Boolean).join(' ') || undefined);
}

const isPart = (name: XmlElement): boolean =>
  value(name, 'part') !== undefined || /(?:first|last|given|family)$/.test(value(name, 'role') ?? '');

/** Words of its own, such as those of a highlight or a play. */
function ownWords(element: XmlElement): string {
  const hasWords = element.children.some((node) => node.kind === 'text' && node.text.trim() !== '');
  return hasWords ? paragraph(wordsOf(element)) : '';
}

const wordsOf = (element: XmlElement | undefined): string | undefined =>
  (element && foldSpace(spacedText(element))) || undefined;

const paragraph = (text: string | undefined): string => (text ? `<p>${escapeText(text)}</p>` : '');
const heading = (text: string | undefined): string => (text ? `<h3>${escapeText(text)}</h3>` : '');
