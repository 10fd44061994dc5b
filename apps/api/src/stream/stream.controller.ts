import { Controller, Headers, Inject, type MessageEvent, Sse } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { interval, map, merge, type Observable } from 'rxjs';
import { EVENT_FEED } from '../api.tokens.js';
import { Described } from '../rest/described.js';
import type { EventFeed } from './event-feed.js';

/** Proxies close connections that are silent for a minute. */
const HEARTBEAT_MS = 20_000;

@ApiTags('Exchange')
@Controller('v1')
export class StreamController {
  constructor(@Inject(EVENT_FEED) private readonly feed: EventFeed) {}

  @Sse('stream')
  @ApiProduces('text/event-stream')
  @Described('What happens, as server-sent events', {
    description:
      'Events `kill`, `recall`, `destination`, `delivery`, `feed` with what happened; `change` when deliveries or polls moved on; `resync` when something was missed. `Last-Event-ID` resumes.',
  })
  streamEvents(@Headers('last-event-id') lastEventId?: string): Observable<MessageEvent> {
    const resumeAfter = /^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) : undefined;
    const heartbeat = interval(HEARTBEAT_MS).pipe(map((): MessageEvent => ({ comment: 'still here' })));
    return merge(this.feed.follow(resumeAfter), heartbeat);
  }
}
