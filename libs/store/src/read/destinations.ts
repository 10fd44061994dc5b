import type pg from 'pg';
import type { OutputFormat } from '#codecs/codec.js';
import type { OutputProfile } from '#codecs/profile/output-profile.js';
import type { Instant } from '#news/record.js';
import {
  type DestinationSettings,
  OVERLAP_SECONDS,
  type WebhookDestinationSettings,
} from '#settings/schema/destination-schema.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { rowsOf } from '../transaction.js';

/** What a webhook's file says of how it is sent to, without what is secret. */
export interface WebhookRules
  extends Pick<
    WebhookDestinationSettings,
    | 'platforms'
    | 'versions'
    | 'maxInFlight'
    | 'ratePerSecond'
    | 'burst'
    | 'timeoutSeconds'
    | 'retrySeconds'
    | 'giveUpAfterSeconds'
    | 'maxAgeSeconds'
    | 'quietHours'
    | 'headers'
    | 'keyOverlapSeconds'
  > {
  secretHeaderNames: string[];
}

export interface DestinationRead {
  id: string;
  partnerId: string;
  name: string;
  transport: 'webhook' | 'pull';
  format: OutputFormat;
  /** Where another than the newest is configured. */
  formatVersion?: string;
  /** How items are written, where that is configured. */
  outputProfile?: OutputProfile;
  /** Of a webhook. */
  url?: string;
  state: 'open' | 'paused' | 'disabled';
  reason?: string;
  changedAt: Instant;
  consecutiveFailures: number;
  /** An open lane that rests after failures: until when. */
  restsUntil?: Instant;
  /** During quiet hours: when they end. */
  quietUntil?: Instant;
  /** Deliveries that wait, those due later included. */
  pending: number;
  inFlight: number;
  dead: number;
  /** Deliveries of items that arrived, a version each; kills are counted apart. */
  delivered: number;
  /** … of those, in the last hour. */
  deliveredLastHour: number;
  /** Deliveries of kills that arrived. */
  killed: number;
  /** Since when the oldest delivery that waits is owed, the lane's lag: when it was due, or was first tried in vain. */
  oldestDueAt?: Instant;
  lastDeliveredAt?: Instant;
  /** Page size of a pull feed. */
  pageSize?: number;
  /** Of a webhook. */
  rules?: WebhookRules;
  sourceFile?: string;
}

/** Destinations with the state of their lanes, by id. */
export class DestinationReads {
  constructor(private readonly pool: pg.Pool) {}

  async list(limit: number, after = ''): Promise<DestinationRead[]> {
    return this.read('d.id > $1 ORDER BY d.id LIMIT $2', [after, limit]);
  }

  async find(id: string): Promise<DestinationRead | undefined> {
    const [destination] = await this.read('d.id = $1', [id]);
    return destination;
  }

  private async read(where: string, values: unknown[]): Promise<DestinationRead[]> {
    const rows = await rowsOf<DestinationRow>(this.pool, { text: destinationsWhere(where) }, values);
    return rows.map(destinationRead);
  }
}

/**
 * Every figure comes from an index: what waits from that of what is under way, less what is in the air, what arrived from that of what settled, less the
 * kills among it, which have an index of their own and are few.
 */
const destinationsWhere = (where: string): string => `
  SELECT d.settings, d.source_file, l.state, l.reason, l.changed_at, l.consecutive_failures,
         CASE WHEN l.open_until > now() THEN l.open_until END AS open_until,
         quiet.ends_at AS quiet_until,
         counted.under_way - air.borne AS pending, air.borne AS in_flight, counted.dead, kills.killed,
         counted.arrived - kills.killed AS delivered,
         counted.arrived_last_hour - kills.killed_last_hour AS delivered_last_hour,
         oldest.due_at AS oldest_due_at, last.delivered_at AS last_delivered_at
    FROM (SELECT * FROM destination d WHERE d.removed_at IS NULL AND ${where}) d
    JOIN lane l ON l.destination_id = d.id
    LEFT JOIN LATERAL (
      SELECT (here.moment::date + l.quiet_until
              + CASE WHEN here.moment::time < l.quiet_until THEN interval '0' ELSE interval '1 day' END)
             AT TIME ZONE l.quiet_zone AS ends_at
        FROM (SELECT now() AT TIME ZONE l.quiet_zone AS moment) here
       WHERE is_quiet(l.quiet_from, l.quiet_until, l.quiet_zone, now())
    ) quiet ON true
    CROSS JOIN LATERAL (
      SELECT (SELECT count(*) FROM delivery x WHERE x.destination_id = d.id AND x.final_state IS NULL) AS under_way,
             (SELECT count(*) FROM delivery x
               WHERE x.destination_id = d.id AND x.final_state = 'dead' AND x.settled_at IS NOT NULL) AS dead,
             (SELECT count(*) FROM delivery x
               WHERE x.destination_id = d.id AND x.final_state = 'delivered' AND x.settled_at IS NOT NULL) AS arrived,
             (SELECT count(*) FROM delivery x
               WHERE x.destination_id = d.id AND x.final_state = 'delivered'
                 AND x.settled_at > now() - interval '1 hour') AS arrived_last_hour
    ) counted
    CROSS JOIN LATERAL (
      SELECT count(*) AS borne FROM delivery x WHERE x.id = ANY (l.flying) AND x.state = 'in_flight'
    ) air
    CROSS JOIN LATERAL (
      SELECT count(*) AS killed, count(*) FILTER (WHERE x.settled_at > now() - interval '1 hour') AS killed_last_hour
        FROM delivery x WHERE x.destination_id = d.id AND x.kind = 'kill' AND x.state = 'delivered'
    ) kills
    LEFT JOIN LATERAL (
      SELECT min(first.since) AS due_at
        FROM generate_series(0, CASE
          -- What rests in quiet hours does not lag.
          WHEN quiet.ends_at IS NOT NULL THEN 2 ELSE 4 END) AS level
        CROSS JOIN LATERAL (
          (SELECT CASE WHEN x.attempts > 0 THEN x.tried_at ELSE x.due_at END AS since FROM delivery x
            WHERE x.destination_id = d.id AND x.final_state IS NULL AND x.state = 'pending' AND x.priority = level
              AND x.due_at <= now()
            ORDER BY x.due_at LIMIT 1)
          UNION ALL
          -- What failed and is tried again later is owed all the same.
          SELECT min(x.tried_at) FROM delivery x
           WHERE x.destination_id = d.id AND x.final_state IS NULL AND x.state = 'pending' AND x.priority = level
             AND x.due_at > now() AND x.attempts > 0
        ) first
    ) oldest ON true
    LEFT JOIN LATERAL (
      SELECT x.settled_at AS delivered_at FROM delivery x
       WHERE x.destination_id = d.id AND x.final_state = 'delivered' AND x.settled_at IS NOT NULL
       ORDER BY x.settled_at DESC LIMIT 1
    ) last ON true
   ORDER BY d.id`;

interface DestinationRow {
  settings: DestinationSettings;
  source_file: string | null;
  state: DestinationRead['state'];
  reason: string | null;
  changed_at: Date;
  consecutive_failures: number;
  open_until: Date | null;
  quiet_until: Date | null;
  pending: number;
  in_flight: number;
  dead: number;
  delivered: number;
  delivered_last_hour: number;
  killed: number;
  oldest_due_at: Date | null;
  last_delivered_at: Date | null;
}

const destinationRead = ({ settings, ...row }: DestinationRow): DestinationRead => ({
  id: settings.id,
  partnerId: settings.partner,
  name: settings.name ?? settings.id,
  transport: settings.transport,
  format: settings.format,
  formatVersion: settings.formatVersion,
  outputProfile: settings.outputProfile,
  url: settings.transport === 'webhook' ? settings.url : undefined,
  state: row.state,
  reason: row.reason ?? undefined,
  changedAt: toInstant(row.changed_at),
  consecutiveFailures: row.consecutive_failures,
  restsUntil: toInstantOrNothing(row.open_until),
  quietUntil: toInstantOrNothing(row.quiet_until),
  pending: row.pending,
  inFlight: row.in_flight,
  dead: row.dead,
  delivered: row.delivered,
  deliveredLastHour: row.delivered_last_hour,
  killed: row.killed,
  oldestDueAt: toInstantOrNothing(row.oldest_due_at),
  lastDeliveredAt: toInstantOrNothing(row.last_delivered_at),
  pageSize: settings.transport === 'pull' ? settings.pageSize : undefined,
  rules: settings.transport === 'webhook' ? rulesOf(settings) : undefined,
  sourceFile: row.source_file ?? undefined,
});

/** Key by key: what is not named here stays where it is. */
const rulesOf = (settings: WebhookDestinationSettings): WebhookRules => ({
  platforms: settings.platforms,
  versions: settings.versions,
  maxInFlight: settings.maxInFlight,
  ratePerSecond: settings.ratePerSecond,
  burst: settings.burst,
  timeoutSeconds: settings.timeoutSeconds,
  retrySeconds: settings.retrySeconds,
  giveUpAfterSeconds: settings.giveUpAfterSeconds,
  maxAgeSeconds: settings.maxAgeSeconds,
  quietHours: settings.quietHours,
  headers: settings.headers,
  keyOverlapSeconds: settings.keyOverlapSeconds ?? OVERLAP_SECONDS,
  secretHeaderNames: Object.keys(settings.secretHeaders),
});
