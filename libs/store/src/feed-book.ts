import type pg from 'pg';
import type { DueFeed, Feed, FeedBook, PollResult, PollState } from '#exchange/inbound/inbound-ports.js';
import { asFeedId, asPartnerId, type FeedId } from '#news/ids.js';
import { type DecodeSettings, decodeSettings } from '#settings/decode-settings.js';
import type { FeedSettings } from '#settings/schema/feed-schema.js';
import type { ProfileSettings } from '#settings/schema/profile-schema.js';
import type { SecretBox } from './secret-box.js';
import { storableJson } from './storable.js';
import { retrying, rowsOf, UNHURRIED } from './transaction.js';
import { VOCABULARY_STAMP, VocabularyBook } from './vocabulary-book.js';

/** Feeds and what their polls leave behind. */
export class SqlFeedBook implements FeedBook {
  constructor(
    private readonly pool: pg.Pool,
    private readonly box: SecretBox,
    private readonly vocabularies = new VocabularyBook(pool),
  ) {}

  /** @throws SecretUnreadable */
  async find(id: FeedId): Promise<Feed | undefined> {
    const [row] = await retrying(() =>
      rowsOf<FeedRow>(
        this.pool,
        {
          text: `
            SELECT f.partner_id, p.settings ->> 'name' AS partner_name, f.settings, f.poll,
                   f.paused_at IS NOT NULL AS paused, f.next_poll_at <= now() AS due,
                   f.next_poll_at::text AS due_at,
                   r.settings AS profile, ${VOCABULARY_STAMP} AS vocabulary_stamp
              FROM feed f JOIN partner p ON p.id = f.partner_id
              LEFT JOIN profile r ON r.id = f.settings ->> 'profile'
             WHERE f.id = $1 AND f.removed_at IS NULL`,
        },
        [id],
      ),
    );
    if (!row) return undefined;
    const settings = this.box.openSettings<FeedSettings>(row.settings, `feed/${id}`);
    const { list } = await this.vocabularies.at(row.vocabulary_stamp);
    return feedOf(row, settings, decodeSettings(settings, row.profile ?? undefined, list));
  }

  async settlePoll(id: FeedId, result: PollResult): Promise<string> {
    const [row] = await retrying(() =>
      rowsOf<{ due_at: string }>(this.pool, { text: SETTLE_POLL }, [
        id,
        storableJson(result.poll),
        result.nextPollAt,
        result.at,
        result.outcome,
        result.problem === undefined ? null : storableJson(result.problem),
        result.accepted,
        result.dueAt,
        result.url,
      ]),
    );
    return row?.due_at ?? result.dueAt;
  }

  async due(limit: number, withinMilliseconds: number): Promise<DueFeed[]> {
    const rows = await rowsOf<{ id: string; in_milliseconds: number }>(
      this.pool,
      {
        text: `
          SELECT id, greatest(0, extract(epoch FROM next_poll_at - now()) * 1000)::float AS in_milliseconds FROM feed
           WHERE paused_at IS NULL AND removed_at IS NULL
             AND next_poll_at <= now() + $2 * interval '1 millisecond'
           ORDER BY next_poll_at
           LIMIT $1`,
      },
      [limit, withinMilliseconds],
    );
    return rows.map((row) => ({ id: asFeedId(row.id), inMilliseconds: row.in_milliseconds }));
  }
}

/**
 * A problem that appears or goes is an event; one that stays is not told again. The time of the next poll is left alone
 * where somebody has changed it since the poll began, and so is what is remembered where the feed has moved. The wait
 * counts by the clock of the database, which says what is due: that of whoever polled may be minutes away from it.
 * A settlement that a crash of the server takes away is a poll more.
 */
const SETTLE_POLL = `
  WITH before AS (
    SELECT problem IS NOT NULL AS failing FROM feed WHERE id = $1 FOR NO KEY UPDATE
  ), polled AS (
    UPDATE feed
       SET poll = CASE WHEN settings ->> 'url' = $9 THEN $2::jsonb ELSE poll END,
           next_poll_at = CASE WHEN next_poll_at = $8::timestamptz THEN now() + ($3::timestamptz - $4::timestamptz)
                               ELSE next_poll_at END,
           last_poll_at = $4::timestamptz, last_outcome = $5, problem = $6::jsonb,
           last_item_at = CASE WHEN $7::integer > 0 THEN $4::timestamptz ELSE last_item_at END
      FROM ${UNHURRIED}, before -- read before it is written over
     WHERE id = $1
    RETURNING next_poll_at::text AS due_at
  ), told AS (
    INSERT INTO event (type, data)
    SELECT CASE WHEN before.failing THEN 'feed.recovered' ELSE 'feed.failing' END,
           jsonb_strip_nulls(jsonb_build_object('feedId', $1::text, 'problem', $6::jsonb))
      FROM before WHERE before.failing <> ($6::jsonb IS NOT NULL)
  )
  SELECT due_at FROM polled`;

interface FeedRow {
  partner_id: string;
  partner_name: string;
  settings: unknown;
  poll: Partial<PollState>;
  paused: boolean;
  due: boolean;
  due_at: string;
  profile: ProfileSettings | null;
  vocabulary_stamp: string | null;
}

function feedOf(row: FeedRow, settings: FeedSettings, reading: DecodeSettings): Feed {
  const secretHeaders = Object.entries(settings.secretHeaders).map(([name, secret]) => [
    name,
    secret.reveal(),
  ]);
  return {
    id: settings.id,
    partnerId: asPartnerId(row.partner_id),
    partnerName: row.partner_name,
    url: settings.url,
    format: settings.format,
    zone: settings.zone,
    languages: settings.languages,
    charset: reading.charset,
    headlineSignals: reading.headlineSignals,
    profile: reading.profile,
    headers: { ...settings.headers, ...Object.fromEntries(secretHeaders) },
    pollEverySeconds: settings.pollEverySeconds,
    minPollSeconds: settings.minPollSeconds,
    maxPollSeconds: settings.maxPollSeconds,
    maxBytes: settings.maxBytes,
    timeoutSeconds: settings.timeoutSeconds,
    maxPages: settings.maxPages,
    pages: settings.pages,
    paused: row.paused,
    due: row.due,
    dueAt: row.due_at,
    poll: { intervalSeconds: settings.pollEverySeconds, consecutiveFailures: 0, ...row.poll },
  };
}
