import type pg from 'pg';
import type { Agreement } from '#agreements/agreement.js';
import type { AgreementSettings } from '#settings/schema/agreement-schema.js';
import { NEWEST_DECISION } from '../rejudge.js';
import { rowsOf } from '../transaction.js';

export type AgreementRead = Agreement & { sourceFile?: string };

/** Agreements in their current version, by id. */
export class AgreementReads {
  constructor(private readonly pool: pg.Pool) {}

  async list(limit: number, after = ''): Promise<AgreementRead[]> {
    return this.read('current AND id > $1 ORDER BY id LIMIT $2', [after, limit]);
  }

  async find(id: string): Promise<AgreementRead | undefined> {
    const [agreement] = await this.read('current AND id = $1', [id]);
    return agreement;
  }

  /** The version that a decision names, whether current or not. */
  async version(id: string, version: number): Promise<AgreementRead | undefined> {
    const [agreement] = await this.read('id = $1 AND version = $2', [id, version]);
    return agreement;
  }

  /** How many deliveries wait, or are in the air, that these let go; kills and what follows the ledger alone are not among them. */
  async waiting(ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await rowsOf<{ id: string; count: number }>(
      this.pool,
      {
        text: `
          SELECT made.agreement_id AS id, count(*) AS count
            FROM delivery d ${NEWEST_DECISION}
           WHERE d.final_state IS NULL AND d.kind = 'item' AND d.priority <> 1 AND made.agreement_id = ANY ($1::text[])
           GROUP BY 1`,
      },
      [ids],
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  }

  private async read(where: string, values: unknown[]): Promise<AgreementRead[]> {
    const rows = await rowsOf<{ version: number; document: AgreementSettings; source_file: string | null }>(
      this.pool,
      { text: `SELECT version, document, source_file FROM agreement WHERE ${where}` },
      values,
    );
    return rows.map(({ version, document, source_file }) => ({
      ...document,
      version,
      sourceFile: source_file ?? undefined,
    }));
  }
}
