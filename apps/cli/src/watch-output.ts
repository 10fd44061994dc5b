import { Console } from 'node:console';
import { fstatSync, writeSync } from 'node:fs';
import { getSystemErrorMap } from 'node:util';

/**
 * Ends the command where standard output takes no more: in a sentence and with exit status 1 where the disk is full or
 * the like, and quietly where the reader has had enough (`korpu decode … | head`), which is no fault.
 */
export function watchOutput(): void {
  const { stdout } = process;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    const [, why] = getSystemErrorMap().get(error.errno ?? 0) ?? [];
    console.error(`korpu: The output could not be written: ${why ?? error.message}.`);
    process.exit(1);
  });
  // Node writes to a file once, and does not ask how much of it there was room for.
  if (fstatSync(stdout.fd).isFile()) {
    stdout._write = (chunk: Buffer, _encoding, done) => {
      try {
        for (let at = 0; at < chunk.length; ) at += writeSync(stdout.fd, chunk, at);
      } catch (error) {
        return done(error as Error);
      }
      done();
    };
  }
  // The console of Node keeps such errors to itself: what was to be printed would be lost in silence.
  console.log = new Console({ stdout, ignoreErrors: false }).log;
}
