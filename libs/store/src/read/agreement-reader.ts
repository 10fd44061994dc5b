import type pg from 'pg';
import type { Agreement } from '#agreements/agreement.js';
import { rowsOf } from '../transaction.js';
import { SqlFilter } from './sql-filter.js';

interface AgreementRead {
  id: string;
  version: number;
  document: Omit<Agreement, 'version'>;
  source_file: string | null;
}

/** Agreements in the version that decisions are made under now. */
export class AgreementReader {
  constructor(private readonly pool: pg.Pool) {}

  async list(limit: number, after?: string) {
    return this.read(new SqlFilter().and('id > ?', after), limit);
  }

  async find(id: string) {
    const [agreement] = await this.read(new SqlFilter().and('id = ?', id), 1);
    return agreement;
  }

  private async read(filter: SqlFilter, limit: number) {
    const rows = await rowsOf<AgreementRead>(
      this.pool,
      {
        text: `SELECT id, version, document, source_file FROM (SELECT * FROM agreement WHERE current) a
               ${filter.where} ORDER BY id LIMIT ${filter.parameter(limit)}`,
      },
      filter.values,
    );
    return rows.map(({ version, document, source_file }) => ({
      ...document,
      version,
      sourceFile: source_file ?? undefined,
    }));
  }
}
