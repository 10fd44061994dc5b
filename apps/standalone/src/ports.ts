import { createServer } from 'node:net';
import { StartFault } from './start-fault.js';

/**
 * Answers quietly when nobody listens on the port yet. A better moment to learn of a busy port than after a database
 * was started for nothing.
 * @throws StartFault that names the port and the variable that changes it
 */
export async function mustBeFree(what: string, host: string, port: number, variable: string): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) => reject(faultOf(what, host, port, variable, cause)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function faultOf(
  what: string,
  host: string,
  port: number,
  variable: string,
  cause: NodeJS.ErrnoException,
): StartFault {
  const elsewhere = `start with another port: ${variable}=${port < 65_000 ? port + 10 : 3010} npm start`;
  if (cause.code === 'EADDRINUSE') {
    return new StartFault(
      `Port ${port} for ${what} is taken by another program.`,
      `Stop that program, or ${elsewhere}`,
      { cause },
    );
  }
  if (cause.code === 'EACCES') {
    return new StartFault(
      `This account may not listen on port ${port} for ${what}.`,
      `S${elsewhere.slice(1)}`,
      { cause },
    );
  }
  return new StartFault(
    `${what} cannot listen on ${host}:${port} (${cause.code ?? cause.message}).`,
    'Set KORPU_HOST to an address of this machine, such as 127.0.0.1.',
    { cause },
  );
}
