import type pg from 'pg';
import { type DataSource, type EntityManager, IsNull } from 'typeorm';
import { type Configuration, KINDS } from '#settings/configuration.js';
import type { SourceOf } from '#settings/load-configuration.js';
import { type Change, planConfiguration } from '#settings/plan.js';
import type { AgreementSettings } from '#settings/schema/agreement-schema.js';
import type { DestinationSettings } from '#settings/schema/destination-schema.js';
import type { FeedSettings } from '#settings/schema/feed-schema.js';
import type { PartnerSettings } from '#settings/schema/partner-schema.js';
import type { ProfileSettings } from '#settings/schema/profile-schema.js';
import type { VocabSettings } from '#settings/schema/vocab-schema.js';
import { AgreementRow } from './agreement.entity.js';
import type { ApiKeyStore } from './api-key.store.js';
import { END_REST } from './breaker.sql.js';
import {
  NOTE_SOURCES,
  REMOVE_DESTINATION,
  REMOVED,
  RESET_POLL,
  TELL_CHANGES,
  UPSERT_LANE,
} from './configuration.sql.js';
import { DestinationRow } from './destination.entity.js';
import { PUBLISHING } from './destination-book.js';
import { FeedRow } from './feed.entity.js';
import { PartnerRow } from './partner.entity.js';
import { ProfileRow } from './profile.entity.js';
import type { SecretBox } from './secret-box.js';
import { provisionSigningKeys } from './signing-secrets.js';
import { VocabularyRow } from './vocabulary.entity.js';

/** Where the shipped configuration has its files. */
const fileOf: SourceOf = (kind, id) => `config/${kind}/${id}.yaml`;

/** What may end the failures of a destination: where it is sent to, and with what. */
const MENDS = /^(url|secrets|headers|secretHeaders|timeoutSeconds)\b/;

/**
 * The configuration as the database holds it: the truth at run time, provisioned from files. What the ledger may refer
 * to is never deleted. A removed feed is not polled, a removed destination keeps its record of what it holds, and an
 * agreement keeps every version that decisions were made under.
 */
export class ConfigurationStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly keys: ApiKeyStore,
  ) {}

  /** What came from files, secrets opened; sorted by id. @throws SecretUnreadable */
  read(): Promise<Configuration> {
    return this.readWith(this.dataSource.manager, (row) => row.sourceFile !== null);
  }

  /** Everything, wherever it was made. @throws SecretUnreadable */
  readAll(): Promise<Configuration> {
    return this.readWith(this.dataSource.manager, () => true);
  }

  /** What `apply` would change now. @throws SecretUnreadable */
  async plan(desired: Configuration): Promise<Change[]> {
    return planConfiguration(await this.read(), desired);
  }

  /**
   * Makes the configuration what is desired, in one transaction; answers what that changed. Processes that start at the
   * same moment take turns, and the second finds nothing to do. What is unchanged, but comes from another file than it
   * did, is said to come from there now.
   *
   * @throws SecretUnreadable, ApiKeyTaken
   */
  apply(desired: Configuration, sourceOf: SourceOf = fileOf): Promise<Change[]> {
    return this.dataSource.transaction('READ COMMITTED', async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('korpu: configuration'))`);
      const current = await this.readWith(manager, (row) => row.sourceFile !== null);
      const changes = planConfiguration(current, desired);
      for (const change of changes) {
        if (change.action === 'delete') await this.remove(manager, change);
        else await this.write(manager, change, desired, sourceOf(change.kind, change.id));
      }
      const sources = KINDS.flatMap((kind) =>
        desired[kind].map(({ id }) => ({ kind, id, file: sourceOf(kind, id) })),
      );
      await manager.query(NOTE_SOURCES, [JSON.stringify(sources)]);
      if (changes.length > 0) {
        const told = changes.map(({ action, kind, id }) => ({ action, kind, id }));
        await manager.query(TELL_CHANGES, [JSON.stringify(told)]);
      }
      return changes;
    });
  }

  private async readWith(
    manager: EntityManager,
    wanted: (row: { sourceFile: string | null }) => boolean,
  ): Promise<Configuration> {
    const there = { where: { removedAt: IsNull() }, order: { id: 'ASC' } } as const;
    const [partners, vocab, profiles, feeds, destinations, agreements] = [
      await manager.find(PartnerRow, there),
      await manager.find(VocabularyRow, { order: { id: 'ASC' } }),
      await manager.find(ProfileRow, { order: { id: 'ASC' } }),
      await manager.find(FeedRow, there),
      await manager.find(DestinationRow, there),
      await manager.find(AgreementRow, { where: { current: true }, order: { id: 'ASC' } }),
    ];
    return {
      partners: partners.filter(wanted).map((row) => row.settings as PartnerSettings),
      vocab: vocab.filter(wanted).map((row) => row.settings as VocabSettings),
      profiles: profiles.filter(wanted).map((row) => row.settings as ProfileSettings),
      feeds: feeds
        .filter(wanted)
        .map((row) => this.box.openSettings<FeedSettings>(row.settings, `feed/${row.id}`)),
      destinations: destinations
        .filter(wanted)
        .map((row) => this.box.openSettings<DestinationSettings>(row.settings, `destination/${row.id}`)),
      agreements: agreements.filter(wanted).map((row) => row.document as AgreementSettings),
    };
  }

  private async write(
    manager: EntityManager,
    { kind, id, differences }: Change,
    desired: Configuration,
    sourceFile: string,
  ): Promise<void> {
    const updatedAt = new Date();
    const row = { id, sourceFile, updatedAt, removedAt: null };
    switch (kind) {
      case 'partners':
        await manager.save(PartnerRow, { ...row, settings: find(desired.partners, id) });
        return;
      case 'vocab':
        await manager.save(VocabularyRow, { id, sourceFile, updatedAt, settings: find(desired.vocab, id) });
        return;
      case 'profiles':
        await manager.save(ProfileRow, { id, sourceFile, updatedAt, settings: find(desired.profiles, id) });
        return;
      case 'feeds': {
        const feed = find(desired.feeds, id);
        const settings = this.box.sealSettings(feed, `feed/${id}`);
        await manager.save(FeedRow, { ...row, partnerId: feed.partner, settings });
        // Another address has other ETags.
        const moved = differences.some(({ path }) => path === 'url');
        await manager.query(RESET_POLL, [id, moved]);
        return;
      }
      case 'destinations':
        await this.writeDestination(manager, find(desired.destinations, id), row);
        if (differences.some(({ path }) => MENDS.test(path))) await manager.query(END_REST, [id]);
        return;
      case 'agreements':
        await this.writeAgreement(manager, find(desired.agreements, id), sourceFile);
    }
  }

  private async writeDestination(
    manager: EntityManager,
    destination: DestinationSettings,
    row: Omit<DestinationRow, 'partnerId' | 'settings'>,
  ): Promise<void> {
    const settings = this.box.sealSettings(destination, `destination/${row.id}`);
    await manager.save(DestinationRow, { ...row, partnerId: destination.partner, settings });
    const pace = destination.transport === 'webhook' ? destination : PUBLISHING;
    const {
      maxInFlight,
      ratePerSecond = null,
      burst = null,
      versions,
      maxAgeSeconds = null,
      quietHours,
    } = pace;
    const quiet = [quietHours?.from ?? null, quietHours?.until ?? null, quietHours?.zone ?? null];
    const every = versions === 'every';
    const paced = [maxInFlight, ratePerSecond, burst, every, maxAgeSeconds, ...quiet];
    await manager.query(UPSERT_LANE, [row.id, ...paced, REMOVED]);
    const keys = destination.apiKeys.map((key) => key.reveal());
    const client = await clientOf(manager);
    await this.keys.provision(client, destination.id, keys);
    await provisionSigningKeys(client, this.box, destination);
  }

  private async writeAgreement(
    manager: EntityManager,
    document: AgreementSettings,
    sourceFile: string,
  ): Promise<void> {
    const { id } = document;
    const last = await manager.findOne(AgreementRow, { where: { id }, order: { version: 'DESC' } });
    await manager.update(AgreementRow, { id, current: true }, { current: false });
    const version = (last?.version ?? 0) + 1;
    await manager.insert(AgreementRow, {
      id,
      version,
      document,
      sourceFile,
      current: true,
      createdAt: new Date(),
    });
  }

  private async remove(manager: EntityManager, { kind, id }: Change): Promise<void> {
    const removed = { removedAt: new Date() };
    switch (kind) {
      case 'partners':
        await manager.update(PartnerRow, { id }, removed);
        return;
      case 'vocab':
        await manager.delete(VocabularyRow, { id });
        return;
      case 'profiles':
        await manager.delete(ProfileRow, { id });
        return;
      case 'feeds':
        await manager.update(FeedRow, { id }, removed);
        return;
      case 'agreements':
        await manager.update(AgreementRow, { id, current: true }, { current: false });
        return;
      case 'destinations': {
        const row = await manager.findOneByOrFail(DestinationRow, { id });
        const settings = this.box.openSettings<DestinationSettings>(row.settings, `destination/${id}`);
        await manager.update(DestinationRow, { id }, removed);
        await manager.query(REMOVE_DESTINATION, [id, REMOVED]);
        await this.keys.provision(await clientOf(manager), settings.id, []);
      }
    }
  }
}

function find<Settings extends { id: string }>(list: readonly Settings[], id: string): Settings {
  const found = list.find((settings) => settings.id === id);
  if (!found) throw new Error(`the plan names ${id}, which is not in the configuration`);
  return found;
}

/** The connection that the transaction runs on. */
const clientOf = (manager: EntityManager): Promise<pg.PoolClient> => manager.queryRunner!.connect();
