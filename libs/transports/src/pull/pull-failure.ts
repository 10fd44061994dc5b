import { PullFailed } from '#exchange/inbound/inbound-ports.js';
import type { Deadline } from '../net/deadline.js';
import { networkFailure } from '../net/network-failure.js';
import { BodyTooLarge, BodyUndecodable } from './read-body.js';

/** Gives whatever went wrong its code and a sentence for ops. */
export function asPullFailed(
  error: unknown,
  host: string,
  deadline: Deadline,
  timeoutSeconds: number,
): PullFailed {
  const cause = { cause: error };
  if (error instanceof PullFailed) return error;
  if (deadline.ended === 'timeout')
    return new PullFailed(
      'pull.timeout',
      `${host} did not send its whole answer within ${timeoutSeconds} s.`,
      'later',
      cause,
    );
  if (deadline.ended === 'aborted')
    return new PullFailed('pull.aborted', `The pull from ${host} was stopped here.`, 'later', cause);
  if (error instanceof BodyTooLarge)
    return new PullFailed(
      'pull.too-large',
      `The answer of ${host} was refused: ${error.message}.`,
      'later',
      cause,
    );
  if (error instanceof BodyUndecodable)
    return new PullFailed(
      'pull.bad-encoding',
      `The answer of ${host} cannot be read: ${error.message}.`,
      'later',
      cause,
    );
  if ((error as { code?: string }).code === 'UND_ERR_INVALID_ARG')
    return new PullFailed(
      'pull.bad-headers',
      `The feed's headers cannot be sent: ${(error as Error).message}.`,
      'never',
      cause,
    );
  const { kind, message } = networkFailure(error, host);
  return new PullFailed(`pull.${kind}`, message, kind === 'address-refused' ? 'never' : 'later', cause);
}

const MEANINGS: Record<number, string> = {
  401: 'it wants credentials, or others than the feed has',
  403: 'it does not let us have this',
  404: 'there is nothing at this address',
  410: 'it says that this was removed for good',
  429: 'it finds that we ask too often',
};

/** What a status other than 200 and 304 means for a feed. */
export function statusSentence(status: number, host: string, wait: number | undefined): string {
  const meaning = MEANINGS[status] ?? (status >= 500 ? 'it has a fault of its own' : 'this is no document');
  const asks = wait === undefined ? '' : ` It asks us to wait ${wait} s.`;
  return `${host} answered ${status}: ${meaning}.${asks}`;
}
