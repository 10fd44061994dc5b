import { AcceptRecords } from '#exchange/inbound/accept-records.js';
import type { AgreementBoard } from '#exchange/inbound/inbound-ports.js';
import { DrainLane, type DrainOptions } from '#exchange/outbound/drain-lane.js';
import { InFlightSends } from '#exchange/outbound/in-flight-sends.js';
import type { DrainReport } from '#exchange/outbound/lane-run.js';
import type { Destination } from '#exchange/outbound/outbound-ports.js';
import { type Encoder, PrepareBodies } from '#exchange/outbound/prepare-bodies.js';
import { SendDelivery } from '#exchange/outbound/send-delivery.js';
import { asFeedId, type DestinationId } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import { FakeClock } from './fake-clock.js';
import { BAKU_TV, KHABAR, makeBoard, REPORT, REPORT_DESK, UZ_24 } from './make-board.js';
import { makeDestination } from './make-destination.js';
import { MemoryDeliveryLedger } from './memory-delivery-ledger.js';
import { MemoryItemLedger } from './memory-item-ledger.js';
import { MemoryTables } from './memory-tables.js';
import { MemoryBodies, PlayedBell, PlayedPartners } from './played-doors.js';

/** Encodes a record as JSON: enough to see what left, with no codec between the test and what it asks. */
export const plainJson: Encoder = (_format, [record]) => ({
  bytes: Buffer.from(JSON.stringify(record)),
  contentType: 'application/json',
});

export interface MemoryExchangeOptions {
  /** Default `plainJson`. */
  encode?: Encoder;
  drain?: DrainOptions;
  /** What all destinations have in common. */
  destination?: Partial<Destination>;
}

/** The use cases over ledgers in memory and played partners, with a clock that the test moves. */
export class MemoryExchange {
  readonly clock = new FakeClock();
  readonly tables = new MemoryTables(this.clock);
  readonly items = new MemoryItemLedger(this.tables);
  readonly ledger = new MemoryDeliveryLedger(this.tables);
  readonly partners = new PlayedPartners();
  readonly bell = new PlayedBell();
  readonly bodies = new MemoryBodies();
  readonly sends = new InFlightSends();
  /** What chance says, in [0, 1). */
  chance = 0.5;
  board: AgreementBoard = makeBoard();
  readonly acceptRecords: AcceptRecords;
  readonly drainLane: DrainLane;

  constructor(options: MemoryExchangeOptions = {}) {
    for (const id of [KHABAR, BAKU_TV, UZ_24, REPORT_DESK]) {
      this.tables.addDestination(makeDestination({ ...options.destination, id }));
    }
    const { clock, sends } = this;
    const agreements = { board: async () => this.board };
    this.acceptRecords = new AcceptRecords(this.items, agreements, this.bell, sends, clock);
    const exchange = { name: 'korpu-test' };
    const prepare = new PrepareBodies(this.items, this.bodies, options.encode ?? plainJson, exchange, clock);
    const send = new SendDelivery(this.partners, sends, { clock, random: () => this.chance });
    const own = { clock, sends, options: options.drain };
    this.drainLane = new DrainLane(this.ledger, prepare, send, this.bell, own);
  }

  /** Report sends these records, numbered by itself. */
  accept(...records: NewsRecord[]): ReturnType<AcceptRecords['run']> {
    const arrival = { partnerId: REPORT, feedId: asFeedId('report-az'), fetchId: 1, providerVersions: true };
    return this.acceptRecords.run({ ...arrival, records }, new AbortController().signal);
  }

  drain(id: DestinationId, signal = new AbortController().signal): Promise<DrainReport> {
    return this.drainLane.run(id, signal);
  }

  /** The states of what is planned for one destination, in the order of planning. */
  statesOf(id: DestinationId): string[] {
    return this.tables.deliveries
      .filter((row) => row.destinationId === id)
      .map(({ kind, version, state }) => `${kind} v${version} ${state}`);
  }
}
