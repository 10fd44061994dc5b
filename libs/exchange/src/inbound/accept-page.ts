import type { Warning } from '#codecs/codec.js';
import type { Acceptance, AcceptRecords } from '#exchange/inbound/accept-records.js';
import { hasProviderVersions } from '#exchange/inbound/classify.js';
import type { DocumentArchive, Feed } from '#exchange/inbound/inbound-ports.js';
import type { PullReport } from '#exchange/inbound/pull-report.js';
import type { Page } from '#exchange/inbound/read-page.js';

/** A document of thousands of entries can have as many warnings; the first ones tell what is wrong with it. */
export const MOST_WARNINGS = 200;

export type DecodedPage = Extract<Page, { outcome: 'decoded' }>;

/** Brings the records of one page into the ledger, and writes down what became of the page. */
export class AcceptPage {
  constructor(
    private readonly archive: DocumentArchive,
    private readonly acceptRecords: AcceptRecords,
  ) {}

  /** Counts in the report what it did. Throws only when the ledger is out of reach. */
  async run(
    feed: Feed,
    { decoded, fetchId }: DecodedPage,
    report: PullReport,
    signal: AbortSignal,
  ): Promise<Acceptance> {
    const { format, charset, records } = decoded;
    const { partnerId, id: feedId } = feed;
    const providerVersions = hasProviderVersions(format);
    const arrival = { partnerId, feedId, fetchId, records, providerVersions };
    const acceptance = await this.acceptRecords.run(arrival, signal);
    const { accepted, unchanged, stale, refused, complete } = acceptance;
    report.records += records.length;
    report.accepted += accepted.length;
    report.unchanged += unchanged;
    report.stale += stale.length;
    report.refused += refused.length;
    if (refused[0] !== undefined) {
      const { guid, message } = refused[0];
      const all = refused.length > 1 ? `${refused.length} records, the first ${guid}` : guid;
      report.problem = { code: 'accept.unacceptable-record', message: `not stored: ${all}: ${message}` };
    }
    if (complete) {
      const warnings = [
        ...decoded.warnings,
        ...stale.map(({ guid, detail }) => ({ code: 'stale', at: guid, detail })),
        ...refused.map(({ guid, message }) => ({ code: 'unacceptable-record', at: guid, detail: message })),
      ];
      await this.archive.settle(fetchId, {
        decoded: true,
        format,
        charset,
        records: records.length,
        accepted: accepted.length,
        warnings: firstOf(warnings),
      });
    }
    return acceptance;
  }
}

function firstOf(warnings: Warning[]): Warning[] {
  if (warnings.length <= MOST_WARNINGS) return warnings;
  const more = { code: 'warnings-cut', at: '', detail: `${warnings.length - MOST_WARNINGS} more` };
  return [...warnings.slice(0, MOST_WARNINGS), more];
}
