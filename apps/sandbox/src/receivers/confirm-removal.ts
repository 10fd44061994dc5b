import { setTimeout as pause } from 'node:timers/promises';
import type { Receiver } from '#apps/sandbox/src/receivers/receiver.js';

const TIMEOUT_MS = 10_000;
const NOTE = 'Removed from the site and the archive.';

/** Says by the link of a kill that the item is gone. What goes wrong is the receiver's `problem`. */
export async function confirmByLink(
  receiver: Receiver,
  url: string,
  { signal, afterMs }: { signal: AbortSignal; afterMs: number },
): Promise<void> {
  try {
    await pause(afterMs, undefined, { signal });
    await send(url, { by: `${receiver.door.partner} newsroom`, note: NOTE }, {}, signal);
  } catch (error) {
    if (!signal.aborted) receiver.problem = `a removal could not be confirmed: ${String(error)}`;
  }
}

interface OwnRecall {
  id: number;
  /** Itself alone. */
  holders: { confirmedAt?: string }[];
}

/** Says of everything that a newsroom's pull feed took back that it is gone: it has just read the feed without it. */
export async function confirmOwnRecalls(
  destinationUrl: string,
  exchangeUrl: string,
  apiKey: string,
  signal: AbortSignal,
): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const timeout = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const answer = await fetch(`${destinationUrl}/recalls?open=true`, { headers, signal: timeout });
  // An exchange that keeps no recalls has nothing to confirm.
  if (!answer.ok) return;
  const { items } = (await answer.json()) as { items: OwnRecall[] };
  for (const { id, holders } of items) {
    if (holders.every(({ confirmedAt }) => confirmedAt !== undefined)) continue;
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
