import type {
  Destination,
  PushOutcome,
  PushRequest,
  PushTransport,
  StopSignal,
} from '#exchange/outbound/outbound-ports.js';

/** Carries each delivery through the door its destination chose. */
export class PushRouter implements PushTransport {
  constructor(private readonly doors: Readonly<Record<Destination['transport'], PushTransport>>) {}

  push(request: PushRequest, signal: StopSignal): Promise<PushOutcome> {
    return this.doors[request.destination.transport].push(request, signal);
  }
}
