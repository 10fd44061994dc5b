import { FaultSwitch } from '#apps/sandbox/src/receivers/fault.js';
import { ReceiptLedger } from '#apps/sandbox/src/receivers/receipt-ledger.js';
import type { StockPartner } from '#apps/sandbox/src/stock/story.js';

/** The doors at which the sandbox's newsrooms receive; ids as in the shipped configuration. */
export const RECEIVING_DOORS = [
  { id: 'khabar-newsml', partner: 'khabar', door: 'webhook', format: 'newsml-g2' },
  { id: 'khabar-ninjs', partner: 'khabar', door: 'webhook', format: 'ninjs' },
  { id: 'report-ninjs', partner: 'report', door: 'webhook', format: 'ninjs' },
  { id: 'report-atom', partner: 'report', door: 'pull', format: 'atom' },
  { id: 'baku-tv-rss', partner: 'baku-tv', door: 'pull', format: 'rss' },
  { id: 'baku-tv-newsml', partner: 'baku-tv', door: 'webhook', format: 'newsml-g2' },
  { id: 'uzbekistan-24-jsonfeed', partner: 'uzbekistan-24', door: 'pull', format: 'jsonfeed' },
  { id: 'uzbekistan-24-ninjs', partner: 'uzbekistan-24', door: 'webhook', format: 'ninjs' },
] as const satisfies readonly ReceivingDoor[];

export interface ReceivingDoor {
  id: string;
  partner: StockPartner;
  door: 'webhook' | 'pull';
  format: 'newsml-g2' | 'ninjs' | 'atom' | 'rss' | 'jsonfeed';
}

/** One door of a newsroom with its book and its moods. */
export class Receiver {
  readonly ledger: ReceiptLedger;
  readonly fault = new FaultSwitch();
  /** What keeps it from receiving, in words; absent when all is well. */
  problem?: string;

  constructor(
    readonly door: ReceivingDoor,
    maxBodyBytes: number,
  ) {
    this.ledger = new ReceiptLedger(maxBodyBytes);
  }
}
