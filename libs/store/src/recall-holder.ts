import type { EscalationReason, Outstanding, RecallHolder } from '#exchange/recall/recall-ports.js';
import type { DestinationId, PartnerId } from '#news/ids.js';
import { firstDelivered } from './first-delivered.js';
import { toInstantOrNothing } from './instant.js';

// What is read of a holder wherever recalls are read: `h` its row, `r` the recall's.

export const HOLDER_TABLES = `
    JOIN recall_holder h ON h.recall_id = r.id
    JOIN destination ON destination.id = h.destination_id
    LEFT JOIN lane ON lane.destination_id = h.destination_id
    LEFT JOIN delivery ON delivery.id = h.delivery_id`;

export const HOLDER_COLUMNS = `
         h.destination_id, h.partner_id, h.delivery_id, h.agreement_id, h.confirm_within_minutes, h.escalate_to,
         h.confirmed_at, h.reminders, h.reminded_at, h.escalated_for, h.escalated_at,
         CASE WHEN destination.removed_at IS NOT NULL THEN 'removed' ELSE coalesce(lane.state, 'disabled') END AS lane,
         destination.settings ->> 'transport' AS transport, delivery.state, delivery.picked_up_at,
         ${firstDelivered('delivery')} AS delivered_at`;

export interface HolderRow {
  destination_id: DestinationId;
  partner_id: PartnerId;
  delivery_id: number | null;
  agreement_id: string | null;
  confirm_within_minutes: number;
  escalate_to: string[];
  confirmed_at: Date | null;
  reminders: number;
  reminded_at: Date | null;
  escalated_for: EscalationReason | null;
  escalated_at: Date | null;
  lane: RecallHolder['lane'];
  transport: RecallHolder['transport'] | null;
  state: NonNullable<RecallHolder['state']> | null;
  delivered_at: Date | null;
  picked_up_at: Date | null;
}

export const holderOf = (row: HolderRow): RecallHolder & Pick<Outstanding, 'partnerId' | 'escalateTo'> => ({
  destinationId: row.destination_id,
  partnerId: row.partner_id,
  lane: row.lane,
  transport: row.transport ?? 'webhook',
  state: row.state ?? undefined,
  deliveredAt: toInstantOrNothing(row.delivered_at),
  pickedUpAt: toInstantOrNothing(row.picked_up_at),
  confirmedAt: toInstantOrNothing(row.confirmed_at),
  confirmWithinMinutes: row.confirm_within_minutes,
  escalateTo: row.escalate_to,
  remindedAt: toInstantOrNothing(row.reminded_at),
  escalatedAt: toInstantOrNothing(row.escalated_at),
  escalatedFor: row.escalated_for ?? undefined,
});
