import { setTimeout } from 'node:timers/promises';
import { checkedEncoder } from '#codecs/checked-encoder.js';
import { learnLanguages } from '#codecs/language/detect-language.js';
import { AcceptPage } from '#exchange/inbound/accept-page.js';
import { AcceptRecords } from '#exchange/inbound/accept-records.js';
import { ClusterStories } from '#exchange/inbound/cluster-stories.js';
import { HostTurns } from '#exchange/inbound/host-turns.js';
import { JudgeWaiting } from '#exchange/inbound/judge-waiting.js';
import { NearFeeds } from '#exchange/inbound/near-feeds.js';
import { PullFeed } from '#exchange/inbound/pull-feed.js';
import { PullPages } from '#exchange/inbound/pull-pages.js';
import { ReadListing } from '#exchange/inbound/read-listing.js';
import { ReadPage } from '#exchange/inbound/read-page.js';
import { SweepFeeds } from '#exchange/inbound/sweep-feeds.js';
import { DrainLane, type DrainOptions } from '#exchange/outbound/drain-lane.js';
import { InFlightSends } from '#exchange/outbound/in-flight-sends.js';
import { NearDoorbell } from '#exchange/outbound/near-doorbell.js';
import { PrepareBodies } from '#exchange/outbound/prepare-bodies.js';
import { SendDelivery } from '#exchange/outbound/send-delivery.js';
import { SweepLanes } from '#exchange/outbound/sweep-lanes.js';
import { ConfirmationLinks } from '#exchange/recall/confirmation-links.js';
import { FollowUpRecalls } from '#exchange/recall/follow-up-recalls.js';
import { KillWatch } from '#store/kill-watch.js';
import { LastingSession } from '#store/lasting-session.js';
import { createDialler } from '#transports/net/dialler.js';
import { HttpPull } from '#transports/pull/http-pull.js';
import { RobotsTxt } from '#transports/pull/robots-txt.js';
import { FeedDoor } from '#transports/push/feed-door.js';
import { PushRouter } from '#transports/push/push-router.js';
import { WebhookPush } from '#transports/push/webhook.js';
import { DecodeApart } from './decode-apart.js';
import { logAttempt } from './log-attempt.js';
import { LogNotifier } from './log-notifier.js';
import type { Logger } from './logging.js';
import { type BellSettings, openBells } from './open-bells.js';
import { type LedgerSettings, openLedger } from './open-ledger.js';
import { readSchemas } from './read-schemas.js';
import { systemClock } from './system-clock.js';
import { tuneEngine } from './tune-engine.js';
import { KORPU_VERSION } from './version.js';

export interface ExchangeSettings extends LedgerSettings, BellSettings {
  /** Names this exchange in items' hops and as the sender of documents. */
  name: string;
  /** Shown to partners in User-Agent. */
  publicUrl: string;
  /** Private addresses that may be dialled all the same. */
  allowAddresses: readonly string[];
  /** Folder of published schemas by which documents are checked before they leave; absent for our own rules alone. */
  schemaDir?: string;
}

export type Exchange = Awaited<ReturnType<typeof openExchange>>;

/** Ends early when the process stops. */
const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  setTimeout(milliseconds, undefined, { signal }).catch(() => {});

/** How long sends in the air may still take when the process stops. */
const GRACE_MS = 10_000;

/** Joins the rooms into one running whole: the ledger, the bells, the way out and the use cases between them. */
export async function openExchange(settings: ExchangeSettings, logger: Logger) {
  tuneEngine();
  const ledger = await openLedger(settings, logger);
  const bells = await openBells(settings, logger);
  const clock = systemClock;
  const time = { clock, random: Math.random };
  const sends = new InFlightSends();
  const session = new LastingSession(
    {
      url: settings.databaseUrl,
      applicationName: settings.applicationName,
      lost: (error) =>
        logger.warn(
          { err: error },
          'The session that hears of kills, and shows that we are there, was lost.',
        ),
    },
    [new KillWatch((itemId, version) => sends.abortOlder(itemId, version)), ledger.worker],
  );
  await session.start();
  const dialler = createDialler({ allow: settings.allowAddresses });
  const userAgent = `Korpu/${KORPU_VERSION} (+${settings.publicUrl})`;
  const failed = (what: string) => (id: string, error: unknown) =>
    logger.error({ err: error, id }, `${what} failed; the next sweep tries again.`);
  const joined: Joined = { settings, logger, ledger, bells, time, sends, dialler, userAgent, failed };
  const { lanes, drainLane } = await joinWayOut(joined);
  const { pullFeed, feeds, decoder } = joinWayIn(joined, lanes);
  return {
    ledger,
    bells,
    /** What this process is sending. */
    sends,
    /** Rings for lanes; heard in this process first where it delivers. */
    lanes,
    /** One poll, for whoever wants its report. */
    pullFeed,
    /** For a process that is about to poll: does now what would keep its first documents, and all that is sent meanwhile, waiting. */
    prepareToPull: learnLanguages,
    /** Polls feeds; the sweep's rings are heard in this process first where it pulls. */
    feeds,
    followUpRecalls: new FollowUpRecalls(ledger.recalls, new LogNotifier(logger), clock),
    /** Judges again what was granted and has not left; before lanes are drained here, and then round after round. */
    judgeWaiting: new JudgeWaiting(ledger.waiting, ledger.agreements, clock),
    sweepLanes: new SweepLanes(ledger.deliveries, bells.lanes, lanes),
    clusterStories: new ClusterStories(ledger.stories, clock),
    sweepFeeds: new SweepFeeds(ledger.feeds, bells.feeds, feeds),
    /** To be called when no worker runs any more: waits for what is in the air, then lets go of everything. */
    close: async () => {
      await Promise.all([lanes.finish(), feeds.finish()]);
      await decoder.close();
      await drainLane.finish(GRACE_MS);
      await session.close();
      await bells.close();
      await dialler.destroy();
      await ledger.close();
    },
  };
}

/** What both ways need of the process they are in. */
interface Joined {
  settings: ExchangeSettings;
  logger: Logger;
  ledger: Awaited<ReturnType<typeof openLedger>>;
  bells: Awaited<ReturnType<typeof openBells>>;
  time: { clock: typeof systemClock; random: () => number };
  sends: InFlightSends;
  dialler: ReturnType<typeof createDialler>;
  userAgent: string;
  /** Logs what went wrong with one lane or feed. */
  failed: (what: string) => (id: string, error: unknown) => void;
}

/** The way out: from the bell of a lane to the partner's door. */
async function joinWayOut({
  settings,
  logger,
  ledger,
  bells,
  time,
  sends,
  dialler,
  userAgent,
  failed,
}: Joined) {
  const links = new ConfirmationLinks((text) => ledger.box.digests(text), settings.publicUrl);
  const confirmUrl = links.linkFor.bind(links);
  const doors = new PushRouter({
    webhook: new WebhookPush({ dialler, userAgent, confirmUrl }),
    pull: new FeedDoor(),
  });
  const bodies = new PrepareBodies(
    ledger.versions,
    ledger.bodies,
    checkedEncoder(settings.schemaDir === undefined ? undefined : await readSchemas(settings.schemaDir)),
    { name: settings.name },
    time.clock,
  );
  const options: DrainOptions = { attempted: logAttempt(logger) };
  const lanes: NearDoorbell = new NearDoorbell(
    bells.lanes,
    {
      run: (id, signal, rings) => drainLane.run(id, signal, rings),
      wish: (id) => drainLane.wish(id),
      giveBack: (claim) => drainLane.giveBack(claim),
    },
    {
      failed: failed('A drain'),
    },
  );
  const drainLane: DrainLane = new DrainLane(
    ledger.deliveries,
    bodies,
    new SendDelivery(doors, sends, time),
    lanes,
    {
      clock: time.clock,
      sends,
      options,
    },
  );
  return { lanes, drainLane };
}

/** The way in: from a poll to what was accepted of its documents. */
function joinWayIn({ ledger, time, sends, dialler, userAgent, failed }: Joined, lanes: NearDoorbell) {
  const { clock } = time;
  const acceptRecords = new AcceptRecords(ledger.items, ledger.agreements, lanes, sends, clock);
  const transport = new HttpPull({ dialler, userAgent });
  const decoder = new DecodeApart();
  const readPage = new ReadPage(transport, ledger.documents, decoder.decode.bind(decoder), clock);
  const acceptPage = new AcceptPage(ledger.documents, acceptRecords);
  const listing = new ReadListing(ledger.pages, ledger.documents, clock);
  const outside = {
    robots: new RobotsTxt({ transport, productToken: 'Korpu' }),
    turns: new HostTurns(clock, pause),
    clock,
  };
  const pullPages = new PullPages(readPage, listing, ledger.pages, acceptPage, outside);
  const pullFeed = new PullFeed(ledger.feeds, readPage, acceptPage, pullPages, time);

  const feeds = new NearFeeds(pullFeed.run.bind(pullFeed), undefined, failed('A poll'));
  return { pullFeed, feeds, decoder };
}
