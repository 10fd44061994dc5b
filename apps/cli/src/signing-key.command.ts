import type { Command } from 'commander';
import type { SigningAlgorithm } from '#exchange/outbound/signing-secret.js';
import { asDestinationId, type DestinationId } from '#news/ids.js';
import { duration, secondsOf } from '#news/since.js';
import { LONGEST_OVERLAP_SECONDS } from '#settings/schema/destination-schema.js';
import { MOST_SIGNING, type SigningKeyRead, SigningKeys } from '#store/signing-key.store.js';
import type { Ledger } from '#wiring/open-ledger.js';
import { CommandFault, UsageFault } from './command-fault.js';
import { knownDestination } from './known-destination.js';
import { withLedger } from './with-ledger.js';

interface SigningKeyOptions {
  list?: boolean;
  revoke?: string;
  algorithm: string;
  overlap?: string;
}

const ALGORITHMS: Readonly<Record<string, SigningAlgorithm>> = {
  'hmac-sha256': 'hmac-sha256',
  ed25519: 'ed25519',
};

export function signingKeyCommand(command: Command): void {
  command
    .argument('<destination>', 'a webhook')
    .option('--list', 'only show the keys, without their secrets')
    .option('--revoke <number>', 'only revoke the key of this number')
    .option('--algorithm <name>', 'hmac-sha256, or ed25519', 'hmac-sha256')
    .option(
      '--overlap <time>',
      'how long the keys before sign beside it: 24h, 30m; 0 = not at all (default: keyOverlapSeconds of the destination)',
    )
    .addHelpText(
      'after',
      `
Makes a key with which requests to the destination are signed from now on, and
prints it once, alone on standard output: the secret, or for ed25519 the public
key, which is all that the receiver needs. Keys of the same algorithm, those of
the configuration too, sign beside it until the overlap is over, so that the
receiver may change over at any moment. Nothing is restarted.

Examples:
  npm run -s korpu -- signing-key khabar-ninjs
  npm run -s korpu -- signing-key khabar-ninjs --algorithm ed25519
  npm run -s korpu -- signing-key khabar-ninjs --list
  npm run -s korpu -- signing-key khabar-ninjs --revoke 3`,
    )
    .action((id: string, options: SigningKeyOptions) => {
      const order = orderOf(options);
      return withLedger(async ({ ledger }) => {
        const destinationId = asDestinationId(id);
        const keys = new SigningKeys(ledger.pool, ledger.box);
        const known = await keys.list(destinationId);
        if (!known) throw await noWebhook(ledger, destinationId);
        if ('list' in order) {
          for (const key of known) console.log(lineOf(key));
        } else if ('revoke' in order) await revoke(keys, destinationId, order.revoke);
        else await rotate(keys, destinationId, order);
      });
    });
}

type Order = { list: true } | { revoke: number } | { algorithm: SigningAlgorithm; overlapSeconds?: number };

function orderOf({ list, revoke, algorithm, overlap }: SigningKeyOptions): Order {
  if (list && revoke !== undefined) throw new UsageFault('either --list or --revoke.');
  if (list) return { list };
  if (revoke !== undefined) {
    if (!/^\d{1,15}$/.test(revoke)) throw new UsageFault(`--revoke ${revoke} is not a number.`);
    return { revoke: Number(revoke) };
  }
  const known = ALGORITHMS[algorithm];
  if (!known) throw new UsageFault(`--algorithm ${algorithm} is neither hmac-sha256 nor ed25519.`);
  if (overlap === undefined) return { algorithm: known };
  const overlapSeconds = overlap === '0' ? 0 : secondsOf(overlap);
  if (overlapSeconds === undefined || overlapSeconds > LONGEST_OVERLAP_SECONDS)
    throw new UsageFault(`--overlap ${overlap} is not a time such as 24h or 30m, 30d at most.`);
  return { algorithm: known, overlapSeconds };
}

async function rotate(
  keys: SigningKeys,
  destinationId: DestinationId,
  order: { algorithm: SigningAlgorithm; overlapSeconds?: number },
): Promise<void> {
  const rotated = await keys.rotate(destinationId, order);
  if (rotated.outcome !== 'rotated')
    throw new CommandFault(`${MOST_SIGNING} keys of ${destinationId} sign already: revoke one first.`);
  const { key, secret, overlapSeconds } = rotated;
  console.log(secret ?? key.publicKey);
  console.error(
    `Key ${key.id} signs from now on${secret ? '; it is shown this once' : ''}. Those before it of ${key.algorithm} ${
      overlapSeconds === 0 ? 'sign no longer' : `sign beside it for ${duration(overlapSeconds)}`
    }.`,
  );
}

async function revoke(keys: SigningKeys, destinationId: DestinationId, id: number): Promise<void> {
  const { outcome } = await keys.revoke(destinationId, id);
  if (outcome === 'unknown') throw new UsageFault(`${destinationId} has no key ${id}.`);
  if (outcome === 'last')
    throw new CommandFault(`key ${id} is the only one that signs. Make another one first.`);
  console.log(`Key ${id} signs no longer.`);
}

const lineOf = ({ id, algorithm, source, prefix, publicKey, createdAt, expiresAt, signs }: SigningKeyRead) =>
  [
    `${id}  ${algorithm}  ${publicKey ?? `${prefix}…`}  ${source === 'api' ? 'made here' : 'of the configuration'}`,
    `since ${createdAt}`,
    ...(expiresAt ? [`${signs ? 'signs until' : 'signed until'} ${expiresAt}`] : ['signs']),
  ].join(', ');

async function noWebhook(ledger: Ledger, id: DestinationId): Promise<CommandFault> {
  await knownDestination(ledger, id);
  return new CommandFault(`${id} is a pull feed: nothing is sent, and nothing signed.`);
}
