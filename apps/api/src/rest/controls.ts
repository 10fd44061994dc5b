import type { FeedBell } from '#exchange/inbound/sweep-feeds.js';
import type { Doorbell } from '#exchange/outbound/outbound-ports.js';
import { asDestinationId, asFeedId } from '#news/ids.js';
import type { Dismissal, DismissalSelection, Dismissed } from '#store/dismissal.js';
import type { FeedControl, Hastened } from '#store/feed-control.js';
import type { LaneControl, Resumed, Resumption } from '#store/lane-control.js';
import type { Replay, ReplayResult, ReplaySelection, ReplayStep } from '#store/replay.js';

export interface Bells {
  lanes: Doorbell;
  feeds: FeedBell;
}

/** What people do to destinations and feeds: written first, rung after. Pauses and resumes of an unknown id answer false, or nothing. */
export class Controls {
  constructor(
    private readonly lanes: LaneControl,
    private readonly feeds: FeedControl,
    private readonly replays: Replay,
    private readonly dismissals: Dismissal,
    private readonly bells: Bells,
  ) {}

  pauseDestination(id: string, reason: string): Promise<boolean> {
    return this.lanes.pause(asDestinationId(id), reason);
  }

  /** What a resumption would do now. */
  previewResumption(id: string, how?: Resumption): Promise<Resumed | undefined> {
    return this.lanes.preview(asDestinationId(id), how);
  }

  async resumeDestination(id: string, how?: Resumption): Promise<Resumed | undefined> {
    const lane = asDestinationId(id);
    const resumed = await this.lanes.resume(lane, how);
    if (resumed) await heard(this.bells.lanes.ring([lane]));
    return resumed;
  }

  pauseFeed(id: string, reason: string): Promise<boolean> {
    return this.feeds.pause(asFeedId(id), reason);
  }

  async resumeFeed(id: string): Promise<boolean> {
    const known = await this.feeds.resume(asFeedId(id));
    if (known) await heard(this.bells.feeds.ring([asFeedId(id)]));
    return known;
  }

  async pullFeed(id: string): Promise<Hastened> {
    const hastened = await this.feeds.makeDue(asFeedId(id));
    if (hastened === 'due') await heard(this.bells.feeds.ring([asFeedId(id)]));
    return hastened;
  }

  /** What a dismissal would do now. */
  previewDismissal(selection: DismissalSelection): Promise<Dismissed> {
    return this.dismissals.preview(selection);
  }

  dismiss(selection: DismissalSelection, said: { by: string; reason: string }): Promise<Dismissed> {
    return this.dismissals.run(selection, said);
  }

  /** What a replay would do now. */
  previewReplay(selection: ReplaySelection): Promise<ReplayResult> {
    return this.replays.preview(selection);
  }

  /** A long one is gone on with by the housekeeper. */
  async replay(selection: ReplaySelection): Promise<ReplayStep> {
    const step = await this.replays.run(selection);
    if (step.destinations.length > 0) await heard(this.bells.lanes.ring(step.destinations));
    return step;
  }
}

/** A bell that is not heard delays by a sweep, and loses nothing: what was asked for is in the ledger. */
export const heard = (ring: Promise<void>): Promise<void> => ring.catch(() => undefined);
