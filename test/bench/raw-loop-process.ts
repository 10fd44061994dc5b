import { measured } from './measured-process.js';
import { type BaselineStart, PlainPosts, pullPlainly } from './plain-traffic.js';

/**
 * A child process: the least that can be done. It polls, parses, signs and sends, and remembers nothing: what is lost is
 * lost.
 */
measured(async (start: BaselineStart) => {
  const posts = new PlainPosts(start);
  const stopping = new AbortController();
  const pulling = pullPlainly(start.originPort, stopping.signal, async (items) => {
    await Promise.all(
      items.flatMap((item) =>
        start.receivers.map((receiver) => posts.post(receiver, `msg_${receiver}_${item.guid}`, item)),
      ),
    );
  });
  return async () => {
    stopping.abort();
    await pulling;
    await posts.close();
  };
});
