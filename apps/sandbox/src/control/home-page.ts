import type { Wire } from '#apps/sandbox/src/newsroom/wire.js';
import { escapeText } from '#apps/sandbox/src/origins/xml-text.js';
import type { Receiver } from '#apps/sandbox/src/receivers/receiver.js';
import { feedKey } from '#apps/sandbox/src/stock/story.js';

/** A plain page for whoever opens the sandbox's address: what this is, what it publishes, what it received. */
export function homePage(
  wire: Wire,
  receivers: Iterable<Receiver>,
  archived: readonly string[],
  now: Date,
): string {
  const origins = wire.feeds.map(({ feed, items, changedAt }) => [
    `<a href="/origins/${feedKey(feed)}">${escapeText(feed.title)}</a>`,
    `${feed.format}, ${feed.language}`,
    String(items.length),
    clock(changedAt),
  ]);
  const doors = [...receivers].map(({ door, ledger, fault, problem }) => {
    const { receipts, kills, duplicates, orderViolations, refused, lastReceivedAt } = ledger.summary;
    const state = problem ?? fault.current(now).mode;
    return [
      `<a href="/receivers/${door.id}/ledger">${door.id}</a>`,
      `${door.door}, ${door.format}`,
      ...[receipts, kills, duplicates, orderViolations, refused].map(String),
      lastReceivedAt === undefined ? '–' : clock(lastReceivedAt),
      escapeText(state),
    ];
  });
  const archive =
    archived.length === 0
      ? ''
      : `<h2>Archive</h2><ul>${archived.map((file) => `<li><a href="/origins/archive/${encodeURIComponent(file)}">${escapeText(file)}</a></li>`).join('')}</ul>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Korpu sandbox</title>
<style>
:root { color-scheme: light dark }
body { max-width: 64rem; margin: 2rem auto; padding: 0 1rem; font: 0.9375rem/1.5 system-ui, sans-serif }
div { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); font-variant-numeric: tabular-nums }
</style>
</head>
<body>
<h1>Korpu sandbox</h1>
<p>The partner newsrooms, played for demonstration and tests. The news is made up; the formats, signatures and troubles are real. Times are UTC.</p>
<h2>Origins</h2>
${table(['Feed', 'Format, language', 'Items', 'Changed'], origins)}
<h2>Receivers</h2>
${table(['Destination', 'Door, format', 'Receipts', 'Kills', 'Duplicates', 'Out of order', 'Refused', 'Last', 'State'], doors)}
${archive}
<p>For programs: <a href="/sandbox/state">/sandbox/state</a>, <a href="/receivers">/receivers</a>.</p>
</body>
</html>
`;
}

const clock = (at: Date): string => at.toISOString().slice(11, 19);

const table = (head: string[], rows: string[][]): string =>
  `<div><table><thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>
${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}
</tbody></table></div>`;
