import type pg from 'pg';
import type { PartnerSettings } from '#settings/schema/partner-schema.js';
import { rowsOf } from '../transaction.js';

export interface PartnerRead {
  id: string;
  name: string;
  kind: string[];
  country: string;
  zone: string;
  languages: string[];
  platforms: string[];
  sourceFile?: string;
}

/** Partners, by id. */
export class PartnerReads {
  constructor(private readonly pool: pg.Pool) {}

  async list(limit: number, after = ''): Promise<PartnerRead[]> {
    return this.read('id > $1 ORDER BY id LIMIT $2', [after, limit]);
  }

  async find(id: string): Promise<PartnerRead | undefined> {
    const [partner] = await this.read('id = $1', [id]);
    return partner;
  }

  private async read(where: string, values: unknown[]): Promise<PartnerRead[]> {
    const rows = await rowsOf<{ settings: PartnerSettings; source_file: string | null }>(
      this.pool,
      { text: `SELECT settings, source_file FROM partner WHERE removed_at IS NULL AND ${where}` },
      values,
    );
    return rows.map(({ settings, source_file }) => ({
      id: settings.id,
      name: settings.name,
      kind: settings.kind,
      country: settings.country,
      zone: settings.zone,
      languages: settings.languages,
      platforms: settings.platforms,
      sourceFile: source_file ?? undefined,
    }));
  }
}
