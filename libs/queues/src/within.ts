/**
 * Waits for an answer of the queue, but not for ever: BullMQ waits for a first connection without limit, and a network
 * that swallows packets answers never.
 *
 * @throws Error when the time is over; the work itself goes on unseen.
 */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  // The loser of the race may still fail; by then nobody listens.
  work.catch(() => {});
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
