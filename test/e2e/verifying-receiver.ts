import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Throws when a request is not what it should be. */
export type Verify = (body: Buffer, headers: Record<string, string>) => void;

export interface VerifyingReceiver {
  url: string;
  /** What it knows the exchange by; may change at any moment. */
  verify: Verify;
  /** Signature headers of what it accepted, in the order of arrival. */
  readonly accepted: string[];
  /** Why it refused what it refused. */
  readonly refused: string[];
  close(): Promise<void>;
}

/** A partner's endpoint that answers 401 to what it cannot verify, as partners do. */
export async function startVerifyingReceiver(verify: Verify): Promise<VerifyingReceiver> {
  const accepted: string[] = [];
  const refused: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const headers = signatureHeaders(request.headers);
    try {
      receiver.verify(body, headers);
      accepted.push(headers['webhook-signature']!);
      response.writeHead(204).end();
    } catch (error) {
      refused.push(String(error));
      response.writeHead(401).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: VerifyingReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    verify,
    accepted,
    refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

const signatureHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name])]),
  );
