import { setTimeout as pause } from 'node:timers/promises';
import type { Receiver } from '#apps/sandbox/src/receivers/receiver.js';

const TIMEOUT_MS = 10_000;
const TRIES = 5;
const NOTE = 'Removed from the site and the archive.';

/**
 * Says by the link of a kill that the item is gone, again after a failure, as a person would who sees an error page.
 * What went wrong is the receiver's `problem` until it is said.
 */
export async function confirmByLink(
  receiver: Receiver,
  url: string,
  { signal, afterMs }: { signal: AbortSignal; afterMs: number },
): Promise<void> {
  for (let tries = 1; tries <= TRIES && !signal.aborted; tries++) {
    try {
      await pause(afterMs * tries, undefined, { signal });
      await send(url, { by: `${receiver.door.partner} newsroom`, note: NOTE }, {}, signal);
      receiver.problem = undefined;
      return;
    } catch (error) {
      if (!signal.aborted) receiver.problem = `a removal could not be confirmed: ${String(error)}`;
    }
  }
}

interface OwnRecall {
  id: number;
  guid: string;
  /** Itself alone. */
  holders: { confirmedAt?: string }[];
}

/**
 * Says of every open recall whose item is not in the feed that was just read that the item is gone. It is asked each
 * time: a recall may be opened between two readings, or be of an item that came and went between them.
 */
export async function confirmOwnRecalls(
  destinationUrl: string,
  shown: ReadonlySet<string>,
  { exchangeUrl, apiKey, signal }: { exchangeUrl: string; apiKey: string; signal: AbortSignal },
): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const timeout = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const answer = await fetch(`${destinationUrl}/recalls?open=true`, { headers, signal: timeout });
  // An exchange that keeps no recalls has nothing to confirm.
  if (answer.status === 404) return;
  if (!answer.ok) throw new Error(`the exchange answered ${answer.status} to the question for open recalls`);
  const { items } = (await answer.json()) as { items: OwnRecall[] };
  for (const { id, guid, holders } of items) {
    if (shown.has(guid) || holders.every(({ confirmedAt }) => confirmedAt !== undefined)) continue;
    await send(`${exchangeUrl}/v1/recalls/${id}/confirmations`, { note: NOTE }, headers, signal);
  }
}

async function send(
  url: string,
  word: object,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(word),
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the exchange answered ${answer.status}`);
}
