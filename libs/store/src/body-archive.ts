import type pg from 'pg';
import type { BodyArchive, EncodedBody } from '#exchange/outbound/outbound-ports.js';
import { packed } from './packed.js';
import { retrying, rowsOf, UNHURRIED } from './transaction.js';

type Body = Parameters<BodyArchive['keep']>[0][number];

/**
 * Bodies as sent, in daily partitions; equal bytes are kept once a day. They are not waited for: the attempt that names
 * them is settled after them.
 */
export class SqlBodyArchive implements BodyArchive {
  constructor(private readonly pool: pg.Pool) {}

  async keep(bodies: Body[]): Promise<void> {
    if (bodies.length === 0) return;
    const { bytes, starts, lengths } = packed(bodies.map((body) => body.bytes));
    await retrying(() =>
      rowsOf(
        this.pool,
        {
          name: 'keep-bodies',
          text: `
            INSERT INTO body (item_id, version, profile, sha256, content_type, bytes)
            SELECT b.item_id, b.version, b.profile, decode(b.sha256, 'hex'), b.content_type,
                   substring($8::bytea FROM b.start FOR b.length)
              FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::integer[])
                     AS b (item_id, version, profile, sha256, content_type, start, length),
                   ${UNHURRIED}
             ORDER BY b.item_id, b.version, b.sha256
            ON CONFLICT DO NOTHING`,
        },
        [
          bodies.map((body) => body.itemId),
          bodies.map((body) => body.version),
          bodies.map((body) => body.profile),
          bodies.map((body) => body.sha256),
          bodies.map((body) => body.contentType),
          starts,
          lengths,
          // Last: the driver's buffer grows with what it is given, and copies what it has each time.
          bytes,
        ],
      ),
    );
  }

  /** What an attempt sent, by the hash that it noted; undefined once retention has dropped it. */
  async find(itemId: number, version: number, sha256: string): Promise<EncodedBody | undefined> {
    const [row] = await rowsOf<{ content_type: string; bytes: Buffer }>(
      this.pool,
      {
        text: `
          SELECT content_type, bytes FROM body
           WHERE item_id = $1 AND version = $2 AND sha256 = decode($3, 'hex')
           LIMIT 1`,
      },
      [itemId, version, sha256],
    );
    return row && { sha256, contentType: row.content_type, bytes: row.bytes };
  }
}
