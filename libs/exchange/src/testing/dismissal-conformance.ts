import { dead, delivered, type LedgerConformance } from './ledger-under-test.js';
import { KHABAR, playedLane } from './played-lane.js';

const CODE = 'delivery.rejected-by-partner';

/** What dismissing dead letters must do to every ledger. */
export function dismissalConformance(name: string, subject: LedgerConformance): void {
  describe(`dead letters of ${name}`, () => {
    const play = playedLane(subject);
    const { offer, kill, claim, names, one, settle, arrives, leaseOver } = play;
    const died = async (guid: string, headline = 'one', unclear = false) => {
      await offer(guid, headline);
      const claimed = await one();
      await settle(dead(claimed, play.ledger.now(), unclear));
      return claimed.id;
    };

    it('are dismissed one by one, by what they died of, or all of a destination, and once', async () => {
      const first = await died('urn:a');
      await died('urn:b');
      await died('urn:c');
      expect(await play.ledger.dismiss({ deliveryId: first })).toEqual({ dismissed: 1, stay: {} });
      expect(await play.ledger.dismiss({ deliveryId: first })).toEqual({
        dismissed: 0,
        stay: { 'not-dead': 1 },
      });
      const other = { destinationId: KHABAR, code: 'delivery.dns' };
      expect(await play.ledger.dismiss(other)).toEqual({ dismissed: 0, stay: {} });
      const these = { destinationId: KHABAR, code: CODE };
      expect(await play.ledger.dismiss(these)).toEqual({ dismissed: 2, stay: {} });
      expect(await play.ledger.dismiss({ destinationId: KHABAR })).toEqual({ dismissed: 0, stay: {} });
    });

    it('are all that is dismissed: what waits leaves, and what arrived is held', async () => {
      await offer('urn:had', 'one');
      const had = await one();
      await arrives(had);
      await offer('urn:waits', 'one');
      expect(await play.ledger.dismiss({ destinationId: KHABAR })).toEqual({ dismissed: 0, stay: {} });
      expect(await play.ledger.dismiss({ deliveryId: had.id })).toEqual({
        dismissed: 0,
        stay: { 'not-dead': 1 },
      });
      const waiting = await one();
      expect(await play.ledger.dismiss({ deliveryId: waiting.id })).toEqual({
        dismissed: 0,
        stay: { 'not-dead': 1 },
      });
      await settle(delivered(waiting, play.ledger.now()));
      await kill('urn:had');
      await kill('urn:waits');
      expect(await names()).toEqual(['kill v2', 'kill v2']);
    });

    it('are not sent again, nor is what they had replaced', async () => {
      const first = await died('urn:a');
      const second = await died('urn:a', 'two');
      await play.ledger.dismiss({ deliveryId: second });
      expect(await play.ledger.replay(second)).toBe(false);
      expect(await play.ledger.replay(first)).toBe(false);
      expect(await claim()).toEqual([]);
    });

    it('keep nothing back that comes after them', async () => {
      await play.ledger.dismiss({ deliveryId: await died('urn:a') });
      await offer('urn:a', 'two');
      expect(await names()).toEqual(['item v2']);
    });

    it('still make a holder where an attempt ended unclear, and nobody else', async () => {
      await died('urn:clear');
      await died('urn:unclear', 'one', true);
      expect(await play.ledger.dismiss({ destinationId: KHABAR })).toEqual({ dismissed: 2, stay: {} });
      await kill('urn:clear');
      expect(await claim()).toEqual([]);
      await kill('urn:unclear');
      const killing = await one();
      expect(killing).toMatchObject({ kind: 'kill', guid: 'urn:unclear' });
      await arrives(killing);
      await leaseOver();
      expect(await one()).toMatchObject({ kind: 'kill', repeat: true });
    });

    it('that are kills stay until the removal is confirmed', async () => {
      await offer('urn:a', 'one');
      await arrives(await one());
      await kill('urn:a');
      await settle(dead(await one(), play.ledger.now()));
      const stays = { dismissed: 0, stay: { 'recall-open': 1 } };
      expect(await play.ledger.dismiss({ destinationId: KHABAR })).toEqual(stays);
      await play.ledger.confirmRemovals(KHABAR);
      expect(await play.ledger.dismiss({ destinationId: KHABAR })).toEqual({ dismissed: 1, stay: {} });
    });

    it('are settled by the kill of their item', async () => {
      await died('urn:a');
      await kill('urn:a');
      expect(await play.ledger.dismiss({ destinationId: KHABAR })).toEqual({ dismissed: 0, stay: {} });
    });
  });
}
