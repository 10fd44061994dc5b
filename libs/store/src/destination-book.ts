import type { DataSource } from 'typeorm';
import type { Destination } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, type DestinationId } from '#news/ids.js';
import type { DestinationSettings, QuietHours } from '#settings/schema/destination-schema.js';
import { poolOf } from './data-source.js';
import { DestinationRow } from './destination.entity.js';
import type { SecretBox } from './secret-box.js';
import { signingSecrets } from './signing-secrets.js';

/**
 * A pull feed is published by a row in our own database: a short limit, a few quick retries, wide batches and no rate,
 * because nobody needs protection from us.
 */
export const PUBLISHING: {
  timeoutSeconds: number;
  retrySeconds: number[];
  maxInFlight: number;
  versions: 'latest';
  ratePerSecond?: number;
  burst?: number;
  maxAgeSeconds?: number;
  quietHours?: QuietHours;
} = { timeoutSeconds: 10, retrySeconds: [5, 30, 120, 600], maxInFlight: 100, versions: 'latest' };

/** How long a process goes on with what it knows of a destination. */
export const DESTINATION_KEPT_MS = 2000;

/** Destinations as pushing needs them, secrets opened; kept for a second or so, because every claim asks. */
export class DestinationBook {
  readonly #known = new Map<DestinationId, { until: number; found: Promise<Destination | undefined> }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly keepMs = DESTINATION_KEPT_MS,
  ) {}

  /** Undefined when it is not (any longer) configured. @throws SecretUnreadable */
  find(id: DestinationId): Promise<Destination | undefined> {
    const now = performance.now();
    const known = this.#known.get(id);
    if (known && known.until > now) return known.found;
    const found = this.read(id);
    this.#known.set(id, { until: now + this.keepMs, found });
    // A failure is not worth remembering.
    found.catch(() => this.#known.delete(id));
    return found;
  }

  /** The next `find` reads again. */
  forget(): void {
    this.#known.clear();
  }

  private async read(id: DestinationId): Promise<Destination | undefined> {
    const row = await this.dataSource.getRepository(DestinationRow).findOneBy({ id });
    if (!row || row.removedAt) return undefined;
    const found = destinationOf(
      this.box.openSettings<DestinationSettings>(row.settings, `destination/${id}`),
    );
    if (found.transport !== 'webhook') return found;
    const secrets = await signingSecrets(poolOf(this.dataSource), this.box, id, found.secrets);
    return { ...found, secrets };
  }
}

function destinationOf(settings: DestinationSettings): Destination {
  const { partner: partnerId, format, formatVersion, outputProfile } = settings;
  const id = asDestinationId(settings.id);
  if (settings.transport === 'pull') {
    return {
      id,
      partnerId,
      format,
      formatVersion,
      outputProfile,
      transport: 'pull',
      secrets: [],
      headers: {},
      timeoutSeconds: PUBLISHING.timeoutSeconds,
      retrySeconds: PUBLISHING.retrySeconds,
      maxInFlight: PUBLISHING.maxInFlight,
    };
  }
  const secretHeaders = Object.entries(settings.secretHeaders).map(([name, secret]) => [
    name,
    secret.reveal(),
  ]);
  return {
    id,
    partnerId,
    format,
    formatVersion,
    outputProfile,
    transport: 'webhook',
    url: settings.url,
    secrets: settings.secrets.map((secret) => secret.reveal()),
    headers: { ...settings.headers, ...Object.fromEntries(secretHeaders) },
    timeoutSeconds: settings.timeoutSeconds,
    retrySeconds: settings.retrySeconds,
    giveUpAfterSeconds: settings.giveUpAfterSeconds,
    maxInFlight: settings.maxInFlight,
    ratePerSecond: settings.ratePerSecond,
  };
}
