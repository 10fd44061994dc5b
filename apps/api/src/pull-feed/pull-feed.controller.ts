import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow } from '../access/access.guard.js';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { GATEKEEPER, PULL_FEED } from '../api.tokens.js';
import { Described } from '../rest/described.js';
import { type NamedParams, namedParams } from '../rest/listing.js';
import { hasCurrent, lastModified } from './conditional.js';
import type { PullFeed } from './pull-feed.js';

const feedQuery = z.object({
  cursor: z
    .string()
    .max(100)
    .optional()
    .describe('From the `next` link of the page before (RFC 5005, JSON Feed `next_url`, or the Link header)'),
});

@ApiTags('Pull feeds')
@Controller('v1')
export class PullFeedController {
  constructor(
    @Inject(PULL_FEED) private readonly feed: PullFeed,
    @Inject(GATEKEEPER) private readonly gatekeeper: Gatekeeper,
  ) {}

  @Get('destinations/:id/feed')
  @Allow('destination')
  @ApiSecurity('key')
  @ApiSecurity('destination')
  @ApiProduces(
    'application/rss+xml',
    'application/atom+xml',
    'application/feed+json',
    'application/vnd.iptc.g2.newsmessage+xml',
    'application/ninjs+json',
  )
  @Described(
    'What a pull destination holds, in its own format, the last delivered first',
    {
      description:
        'One page. 304 when the reader has it, 204 when there is no item and the format cannot say so; killed and withheld items are gone at once',
    },
    404,
  )
  async getFeed(
    @Param({ schema: namedParams }) { id }: NamedParams,
    @Query({ schema: feedQuery }) { cursor }: z.output<typeof feedQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { 'if-none-match': ifNoneMatch, 'if-modified-since': ifModifiedSince } = request.headers;
    const asked = new Date();
    // An administrator who looks has picked nothing up for the partner.
    const read = request.method === 'GET' && this.gatekeeper.admitted(request)?.role === 'destination';
    const page = await this.feed.page(id, cursor, (known) =>
      hasCurrent({ ifNoneMatch, ifModifiedSince }, known),
    );
    reply.headers({
      etag: page.etag,
      // Kept by the reader alone, and asked for each time: a kill must not wait for a cache.
      'cache-control': 'private, no-cache',
      vary: 'Authorization',
      ...(page.asOf && { 'last-modified': lastModified(page.asOf, Date.now()) }),
    });
    if (!('bytes' in page)) {
      reply.status(304).send();
      // What is there already is the feed as it is now.
      if (read && cursor === undefined) await this.feed.markKillsRead(id, asked);
      return;
    }
    const links = [
      `<${page.selfUrl}>; rel="self"`,
      ...(page.nextUrl ? [`<${page.nextUrl}>; rel="next"`] : []),
    ];
    reply.header('link', links.join(', '));
    if (page.bytes.length === 0) reply.status(204).send();
    else reply.type(page.contentType).send(page.bytes);
    if (read && cursor === undefined) await this.feed.markKillsRead(id, asked);
    if (read && page.deliveryIds.length > 0) await this.feed.markPickedUp(page.deliveryIds);
  }
}
