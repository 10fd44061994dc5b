import type { Agreement } from '#agreements/agreement.js';
import type { AgreementReads } from '#store/read/agreements.js';
import type { ExchangeReader } from '#store/read/exchange-reader.js';
import type { KillReads } from '#store/read/kills.js';
import type { PartnerReads } from '#store/read/partners.js';
import type { Exchange } from '../api-services.js';
import { permits } from './permits.js';
import type { ExchangeSummaryResource } from './resources.js';

/** More than any consortium has. */
const ALL = 1000;

/** Who gives to whom, from the ledger and the agreements in force. */
export class ExchangeSummary implements Exchange {
  private kept: { until: number; summary: Promise<ExchangeSummaryResource> } | undefined;

  constructor(
    private readonly exchange: Pick<ExchangeReader, 'delivered'>,
    private readonly partners: Pick<PartnerReads, 'list'>,
    private readonly agreements: Pick<AgreementReads, 'list'>,
    private readonly killReads: Pick<KillReads, 'latest'>,
    /** Milliseconds since 1970. */
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Counting reads the whole ledger. So an answer is kept for half a second, and for nine times as long as it took:
   * however many people look, it costs a tenth of one connection.
   */
  summary(): Promise<ExchangeSummaryResource> {
    if (this.kept && this.kept.until > this.now()) return this.kept.summary;
    const startedAt = this.now();
    const summary = this.read();
    const kept = { until: Number.POSITIVE_INFINITY, summary };
    this.kept = kept;
    summary.then(
      () => {
        kept.until = this.now() + Math.max(500, 9 * (this.now() - startedAt));
      },
      () => {
        if (this.kept === kept) this.kept = undefined;
      },
    );
    return summary;
  }

  kills(limit: number) {
    return this.killReads.latest(limit);
  }

  private async read(): Promise<ExchangeSummaryResource> {
    const [partners, agreements, delivered] = await Promise.all([
      this.partners.list(ALL),
      this.agreements.list(ALL),
      this.exchange.delivered(),
    ]);
    const at = this.now();
    const signed: Agreement[] = agreements;
    return {
      at: new Date(at).toISOString(),
      partners: partners.map(({ id, name }) => ({ id, name })),
      pairs: partners.flatMap((from) =>
        partners
          .filter((to) => to.id !== from.id)
          .map((to) => {
            const made = delivered.filter((row) => row.from === from.id && row.to === to.id);
            return {
              from: from.id,
              to: to.id,
              permitted: permits(signed, from.id, to, at),
              delivered: made.reduce((sum, row) => sum + row.delivered, 0),
              formats: Object.fromEntries(made.map((row) => [row.format, row.delivered])),
            };
          }),
      ),
    };
  }
}
