import type { Command } from 'commander';
import { decodeDocument } from '#codecs/decode.js';
import { AcceptRecords } from '#exchange/inbound/accept-records.js';
import { ApplyRedecoded } from '#exchange/inbound/apply-redecoded.js';
import type { Feed } from '#exchange/inbound/inbound-ports.js';
import { Redecode, type RedecodeRequest } from '#exchange/inbound/redecode.js';
import type { Redecoded } from '#exchange/inbound/redecoded.js';
import { InFlightSends } from '#exchange/outbound/in-flight-sends.js';
import { asFeedId } from '#news/ids.js';
import { momentOf } from '#news/since.js';
import { didYouMean } from '#settings/near-matches.js';
import { FeedReads } from '#store/read/feeds.js';
import { openBells } from '#wiring/open-bells.js';
import { systemClock } from '#wiring/system-clock.js';
import { UsageFault } from './command-fault.js';
import { counted } from './counted.js';
import { printLine } from './print-line.js';
import { progress } from './progress.js';
import { countLines, documentText, itemText, leftOutText } from './redecoded-text.js';
import { type OpenedLedger, withLedger } from './with-ledger.js';

interface RedecodeOptions {
  feed: string;
  since: string;
  until?: string;
  limit?: string;
  apply?: boolean;
  json?: boolean;
}

const ALL = 1000;

export function redecodeCommand(command: Command): void {
  command
    .requiredOption('--feed <id>', 'whose stored documents are read again')
    .requiredOption('--since <time>', 'those fetched since: 2026-11-18T09:00Z, or how long ago: 90m, 6h, 2d')
    .option('--until <time>', 'and not later than; default now')
    .option('--limit <number>', 'the newest so many documents of the period alone')
    .option('--apply', 'make versions of what is found, by the agreements; without it nothing is written')
    .option('--json', 'print JSON Lines: the counts, then a document or an item a line')
    .addHelpText(
      'after',
      `
Documents are read with today's decoder and the settings and profile that the
feed has now. Shown is what differs from the ledger: documents that can be read
at last, or no longer; new items; and of items that are there, field by field,
- what is gone, + what is new, ~ what changed.

An older document never comes after a newer version: of each item the newest
stored document counts, and an item whose version in the ledger came in a newer
document than that, by whatever feed, is left out, as is a killed one. What
differs in dates alone is a version only where the very document that made the
version in the ledger is now read otherwise. With another guid policy a feed's
items are other items: then everything shows as new.

Documents are kept for 30 days, in quarantine for 180.
Exit status: 0 if it was done, also with nothing to find; 1 if it cannot be;
2 if asked wrongly.

Examples:
  npm run -s korpu -- redecode --feed report-az --since 2d
  npm run -s korpu -- redecode --feed report-az --since 2d --apply`,
    )
    .action((options: RedecodeOptions) => {
      const period = periodOf(options, new Date());
      return withLedger(async (opened) => {
        const feed = await mustExist(opened, options.feed);
        const found = await compare(opened, { feed, ...period });
        await tell(found, options, period.since);
        if (!options.apply) return;
        if (found.items.length > 0 || found.mended.length > 0) await apply(opened, feed, found, options);
      });
    });
}

function periodOf(
  { since, until, limit }: RedecodeOptions,
  now: Date,
): Omit<RedecodeRequest, 'feed'> & { since: string } {
  const moment = (name: string, text: string): string => {
    const at = momentOf(text, now);
    if (at !== undefined) return at;
    throw new UsageFault(
      `${name} ${text} is neither a time such as 2026-11-18T09:00Z nor how long ago, such as 6h.`,
    );
  };
  const from = moment('--since', since);
  const to = until === undefined ? undefined : moment('--until', until);
  if (to !== undefined && Date.parse(to) < Date.parse(from))
    throw new UsageFault('--until lies before --since.');
  if (limit !== undefined && !/^[1-9]\d{0,8}$/.test(limit))
    throw new UsageFault(`--limit ${limit} is not a number of documents.`);
  return { since: from, until: to, limit: limit === undefined ? undefined : Number(limit) };
}

async function mustExist({ ledger }: OpenedLedger, id: string): Promise<Feed> {
  const feed = await ledger.feeds.find(asFeedId(id));
  if (feed !== undefined) return feed;
  const known = (await new FeedReads(ledger.pool).list(ALL)).map((one) => one.id);
  throw new UsageFault(`there is no feed ${id}.${didYouMean(id, known)}`);
}

async function compare({ ledger }: OpenedLedger, request: RedecodeRequest): Promise<Redecoded> {
  const shown = progress();
  try {
    return await new Redecode(ledger.storedDocuments, decodeDocument, systemClock).run(
      request,
      new AbortController().signal,
      (done, of) => shown.show(`${done.toLocaleString('en')} of ${counted(of, 'document')} read`),
    );
  } finally {
    shown.end();
  }
}

async function tell(found: Redecoded, { json, apply, feed }: RedecodeOptions, since: string): Promise<void> {
  const { counts, documents, items, leftOut } = found;
  if (json) {
    await printLine({ counts });
    for (const document of documents) await printLine({ document });
    for (const { record, providerVersions: _, ...item } of items) {
      await printLine({ item: { ...item, ...(item.heldVersion === undefined && { record }) } });
    }
    for (const item of leftOut) await printLine({ leftOut: item });
    return;
  }
  if (counts.documents === 0) {
    console.log(
      `No document that ${feed} fetched since ${since} is kept in that period: there is nothing to read.`,
    );
    return;
  }
  for (const line of countLines(counts)) console.log(line);
  for (const document of documents) console.log(`\n${documentText(document)}`);
  for (const item of items) console.log(`\n${itemText(item)}`);
  for (const item of leftOut) console.log(`\n${leftOutText(item)}`);
  if (items.length === 0 && found.mended.length === 0)
    console.log('\nThere is nothing to apply: the ledger holds what can be read today.');
  else if (!apply) console.log('\nNothing was written. The same with --apply makes it so.');
}

async function apply(
  { ledger, at, logger }: OpenedLedger,
  feed: Feed,
  found: Redecoded,
  { json }: RedecodeOptions,
): Promise<void> {
  const bells = await openBells(at, logger);
  const shown = progress();
  try {
    const inbound = new AcceptRecords(
      ledger.items,
      ledger.agreements,
      bells.lanes,
      new InFlightSends(),
      systemClock,
    );
    const { accepted, stale, refused } = await new ApplyRedecoded(inbound, ledger.documents).run(
      feed,
      found,
      new AbortController().signal,
      (done, of) => shown.show(`${done.toLocaleString('en')} of ${counted(of, 'item')} applied`),
    );
    shown.end();
    const mended = found.mended.length;
    if (json) {
      await printLine({ applied: { versions: accepted, stale, refused, documentsOutOfQuarantine: mended } });
      return;
    }
    const out = mended > 0 ? `; ${counted(mended, 'document')} left quarantine` : '';
    console.log(`\nApplied: ${counted(accepted.length, 'version')}${out}.`);
    for (const { guid, detail } of stale) console.log(`  not applied: ${guid}, because ${detail}`);
    for (const { guid, message } of refused) console.log(`  not stored: ${guid}: ${message}`);
  } finally {
    shown.end();
    await bells.close();
  }
}
