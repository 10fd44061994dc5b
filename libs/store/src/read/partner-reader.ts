import type pg from 'pg';
import type { PartnerSettings } from '#settings/schema/partner-schema.js';
import { rowsOf } from '../transaction.js';
import { SqlFilter } from './sql-filter.js';

interface PartnerRead {
  id: string;
  settings: PartnerSettings;
  source_file: string | null;
}

/** Partners as people look at them. */
export class PartnerReader {
  constructor(private readonly pool: pg.Pool) {}

  /** Partners whose id comes after `after`, by id. */
  async list(limit: number, after?: string) {
    return this.read(new SqlFilter().and('id > ?', after), limit);
  }

  async find(id: string) {
    const [partner] = await this.read(new SqlFilter().and('id = ?', id), 1);
    return partner;
  }

  private async read(filter: SqlFilter, limit: number) {
    const rows = await rowsOf<PartnerRead>(
      this.pool,
      {
        text: `SELECT id, settings, source_file FROM (SELECT * FROM partner WHERE removed_at IS NULL) p
               ${filter.where} ORDER BY id LIMIT ${filter.parameter(limit)}`,
      },
      filter.values,
    );
    return rows.map(({ id, settings, source_file }) => ({
      id,
      name: settings.name,
      kind: settings.kind as string[],
      country: settings.country,
      zone: settings.zone,
      languages: settings.languages,
      platforms: settings.platforms as string[],
      sourceFile: source_file ?? undefined,
    }));
  }
}
