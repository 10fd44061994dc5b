import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { between, type Random } from './random.js';

/**
 * What may befall one request and its answer on their way:
 * reset-request: half of the request arrives, then both ends see the connection reset;
 * reset-answer: the request arrives, the connection is reset in place of the answer;
 * hang: nothing arrives, nothing comes back;
 * withhold: the request arrives and is answered, the answer does not come back;
 * trickle: the answer comes back one byte a second;
 * late: the request arrives seconds after it was sent, whoever sent it may have given up or died by then;
 * slow: the answer comes back after most of a second.
 */
export const NETWORK_FAULTS = [
  'reset-request',
  'reset-answer',
  'hang',
  'withhold',
  'trickle',
  'late',
  'slow',
] as const;
export type NetworkFault = (typeof NETWORK_FAULTS)[number];
export type Fate = NetworkFault | 'none';

/** A request on its way. */
export interface Passage {
  fate: Fate;
  /** When it left its sender, in milliseconds of the wall clock. */
  sentAt: number;
}

/** The sender hears of these that all went well. */
export const answersArrive = (fate: Fate): boolean => fate === 'none' || fate === 'slow';

/** How long a `late` request lies in the network: from before its sender gives up until long after. */
const LATE_MS = [1_000, 8_500] as const;
const SLOW_MS = [200, 900] as const;

/**
 * A TCP proxy that plays a bad network. It draws a fate for each request of a connection; requests are told apart by the
 * turn of direction, which HTTP/1.1 without pipelining allows.
 */
export class FaultProxy {
  readonly drawn = new Map<NetworkFault, number>();
  private readonly passages = new Map<number, Passage>();
  private readonly server: Server;

  constructor(
    private readonly upstreamPort: number,
    /** The fate of the next request. */
    public draw: () => Fate,
    private readonly random: Random,
  ) {
    this.server = createServer((client) => this.carry(client));
  }

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Of the request that came, or comes, through this port of ours; undefined when it is none of this proxy's. */
  passageAt(port: number | undefined): Passage | undefined {
    return port === undefined ? undefined : this.passages.get(port);
  }

  private carry(client: Socket): void {
    const upstream = connect(this.upstreamPort, '127.0.0.1');
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    // Half-closed connections are of no use to HTTP: either end that goes takes the other along.
    client.on('error', () => {});
    upstream.on('error', () => {});
    let fate: Fate | undefined;
    let late: Buffer[] | undefined;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };

    let port = 0;
    client.pause();
    upstream.once('connect', () => {
      port = upstream.localPort!;
      client.resume();
    });
    client.on('data', (chunk: Buffer) => {
      const first = fate === undefined;
      if (fate === undefined) {
        fate = this.draw();
        if (fate !== 'none') this.drawn.set(fate, (this.drawn.get(fate) ?? 0) + 1);
        this.passages.set(port, { fate, sentAt: Date.now() });
      }
      if (fate === 'hang') return;
      if (fate === 'reset-request') {
        if (!first) return;
        upstream.write(chunk.subarray(0, chunk.length >> 1), () => {
          client.resetAndDestroy();
          upstream.resetAndDestroy();
        });
      } else if (fate === 'late') {
        if (late === undefined) {
          const held: Buffer[] = [];
          late = held;
          setTimeout(() => upstream.write(Buffer.concat(held)), between(this.random, ...LATE_MS));
        }
        late.push(chunk);
      } else {
        upstream.write(chunk);
      }
    });
    upstream.on('data', (chunk: Buffer) => {
      switch (fate) {
        case 'reset-answer':
          client.resetAndDestroy();
          upstream.destroy();
          return;
        case 'withhold':
          return;
        case 'late':
          end();
          return;
        case 'trickle':
          trickle(client, chunk);
          return;
        case 'slow':
          setTimeout(() => client.write(chunk), between(this.random, ...SLOW_MS));
          break;
        default:
          client.write(chunk);
      }
      fate = undefined;
    });
    client.on('close', () => {
      // What lies in the network arrives although its sender is gone.
      if (late === undefined) upstream.destroy();
    });
    upstream.on('close', () => {
      this.passages.delete(port);
      client.destroy();
    });
  }
}

/** Until the other end has had enough, which no answer of HTTP is short enough to forestall. */
function trickle(client: Socket, bytes: Buffer): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (client.destroyed || sent === bytes.length) return clearInterval(timer);
    client.write(bytes.subarray(sent, ++sent));
  }, 1_000);
}
