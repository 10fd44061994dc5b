import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A TCP proxy that can become a black hole: connections stay open and new ones are taken, but nothing passes any more.
 * When it lets through again, what was written meanwhile arrives, as it does from a network that was cut and healed.
 */
export class BlackHoleProxy {
  private readonly sockets = new Set<Socket>();
  private swallowing = false;
  private readonly server: Server;

  constructor(private readonly upstreamPort: number) {
    this.server = createServer((client) => this.carry(client));
  }

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  swallow(everything: boolean): void {
    this.swallowing = everything;
    for (const socket of this.sockets) everything ? socket.pause() : socket.resume();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private carry(client: Socket): void {
    const upstream = connect(this.upstreamPort, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', () => {});
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      if (this.swallowing) from.pause();
    }
  }
}
