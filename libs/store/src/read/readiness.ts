import type { DataSource } from 'typeorm';

/** Whether the database can be worked with: reached, and migrated as far as this program knows. */
export class Readiness {
  constructor(private readonly dataSource: DataSource) {}

  /** `detail` is a sentence for ops. Never throws. */
  async check(): Promise<{ ok: boolean; detail: string }> {
    const known = this.dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
    try {
      const rows: { name: string }[] = await this.dataSource.query('SELECT name FROM migrations');
      const done = new Set(rows.map((row) => row.name));
      const missing = known.filter((name) => !done.has(name));
      return missing.length === 0
        ? { ok: true, detail: 'The database is reached and migrated' }
        : { ok: false, detail: `The database is not migrated yet: ${missing.join(', ')} to do` };
    } catch (error) {
      return { ok: false, detail: `The database does not answer: ${(error as Error).message}` };
    }
  }
}
