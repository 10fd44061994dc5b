/** One thing that a newsroom received, by its own book. */
export interface Receipt {
  sequence: number;
  receivedAt: string;
  door: 'webhook' | 'pull';
  webhookId: string;
  guid: string;
  version: number;
  kind: 'item' | 'kill';
  contentType: string;
  sha256: string;
  bytes: number;
  verified: boolean;
  duplicate: boolean;
  outOfOrder: boolean;
}

export interface ReceiverSummary {
  id: string;
  partner: string;
  door: 'webhook' | 'pull';
  format: string;
  problem?: string;
  receipts: number;
  items: number;
  kills: number;
  duplicates: number;
  unexplainedDuplicates: number;
  orderViolations: number;
  refused: number;
}

export interface ListedItem {
  guid: string;
  version: number;
  feed: string;
  headline: string;
  pubStatus: string;
  signal?: string;
  embargoed?: string;
  versionCreated: string;
}

export interface SandboxEvent {
  at: string;
  guid: string;
  [field: string]: unknown;
}

export interface SandboxState {
  feeds: { feed: string; partner: string; format: string; items: ListedItem[] }[];
  events: SandboxEvent[];
}

export type FaultOrder = {
  mode: 'ok' | '500' | '429' | '410' | 'hang' | 'accept-then-time-out' | 'slow';
  forSeconds?: number;
  count?: number;
  retryAfterSeconds?: number;
};

/** The sandbox as tests see it: what the newsrooms received, and what they can be told. */
export class Newsrooms {
  constructor(readonly url: string) {}

  async receivers(): Promise<ReceiverSummary[]> {
    return (await this.ask<{ receivers: ReceiverSummary[] }>('GET', '/receivers')).receivers;
  }

  /** Everything that a receiver entered, the oldest first. */
  async ledger(id: string): Promise<Receipt[]> {
    const all: Receipt[] = [];
    for (let after = 0; ; ) {
      const path = `/receivers/${id}/ledger?after=${after}`;
      const { entries, last } = await this.ask<{ entries: Receipt[]; last: number }>('GET', path);
      if (entries.length === 0) return all;
      all.push(...entries);
      after = last;
    }
  }

  /** Receipts of all receivers, by receiver. */
  async ledgers(): Promise<Map<string, Receipt[]>> {
    const receivers = await this.receivers();
    return new Map(await Promise.all(receivers.map(async ({ id }) => [id, await this.ledger(id)] as const)));
  }

  /** The bytes as they came; undefined when no longer kept. */
  async body(id: string, webhookId: string): Promise<Buffer | undefined> {
    const answer = await fetch(`${this.url}/receivers/${id}/bodies/${encodeURIComponent(webhookId)}`);
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined;
  }

  state(): Promise<SandboxState> {
    return this.ask('GET', '/sandbox/state');
  }

  fault(id: string, fault: FaultOrder): Promise<unknown> {
    return this.ask('PUT', `/receivers/${id}/fault`, fault);
  }

  /** @param item with the guid of a listed item: its next version */
  publish(feed: string, item: { headline: string; guid?: string; [field: string]: unknown }) {
    return this.ask<ListedItem>('POST', '/sandbox/publish', { feed, item });
  }

  withdraw(guid: string) {
    return this.ask<ListedItem>('POST', '/sandbox/kill', { guid });
  }

  async generate(feed: string, count: number, bodyBytes = 500, languages?: string[]): Promise<string[]> {
    const order = { feed, count, bodyBytes, languages };
    return (await this.ask<{ guids: string[] }>('POST', '/sandbox/generate', order)).guids;
  }

  private async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.url}${path}`, { method, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}
