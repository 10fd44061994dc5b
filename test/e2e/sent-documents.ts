import { IPTC_DIR, schemas } from '#codecs/testing/schemas.js';
import { type ValidationReport, validateDocument } from '#codecs/validate.js';
import { pullFeedPages } from './pull-feed-pages.js';
import type { RunningExchange } from './running-exchange.js';

export interface Checked {
  /** Documents that were checked, by format. */
  formats: Record<string, number>;
  faults: (ValidationReport['faults'][number] & { where: string })[];
}

/**
 * Checks everything that left: the body of each webhook that a receiver still keeps, and every page of the pull feeds.
 * By the published schemas where they are installed, which is said where they are not, and always by our own rules.
 */
export async function checkSentDocuments(exchange: RunningExchange): Promise<Checked> {
  const { newsrooms } = exchange;
  const checked: Checked = { formats: {}, faults: [] };
  const check = (where: string, bytes: Buffer) => {
    const { format, schema, faults } = validateDocument(bytes, { schemas });
    checked.formats[format] = (checked.formats[format] ?? 0) + 1;
    checked.faults.push(...faults.map((fault) => ({ where, ...fault })));
    const hasSchema = format === 'newsml-g2' || format === 'ninjs';
    if (schemas && hasSchema && schema !== 'checked')
      checked.faults.push({ where, code: 'unchecked', at: '/', message: 'not checked by the schema' });
  };
  for (const { id, door } of await newsrooms.receivers()) {
    if (door === 'pull') {
      for (const page of await pullFeedPages(exchange, id)) check(id, Buffer.from(page));
      continue;
    }
    for (const { webhookId, guid } of await newsrooms.ledger(id)) {
      const body = await newsrooms.body(id, webhookId);
      if (body) check(`${id} ${guid}`, body);
    }
  }
  if (!schemas) {
    console.warn(`Checked by our own rules alone: there are no IPTC schemas in ${IPTC_DIR} (see IPTC_DIR).`);
  }
  return checked;
}
