import { type AddressInfo, createServer } from 'node:net';
import { StartFault } from './start-fault.js';

/**
 * The port, or any free one for 0, on which nobody listens yet. A better moment to learn of a busy port than after a database
 * was started for nothing.
 * @throws StartFault that names the port and the variable that changes it
 */
export function freePort(what: string, host: string, port: number, variable: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) => reject(faultOf(what, host, port, variable, cause)));
    probe.listen(port, host, () => {
      const { port: given } = probe.address() as AddressInfo;
      probe.close(() => resolve(given));
    });
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
