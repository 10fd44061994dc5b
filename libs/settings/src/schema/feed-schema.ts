import { z } from 'zod';
import { FORMATS } from '#codecs/codec.js';
import { feedId, headers, httpUrl, language, line, partnerId, secretHeaders, zone } from './field.js';

export const feedSchema = z
  .strictObject({
    id: feedId,
    partner: partnerId.describe('The partner whose feed this is'),
    name: line.optional().describe('As people call it; default: the id'),
    url: httpUrl.describe('Where the feed is pulled from'),
    format: z.enum(FORMATS).optional().describe('Forces a format; default: recognised by content'),
    zone: zone
      .optional()
      .describe('IANA time zone for dates that name none; default: the zone of the partner'),
    languages: z
      .array(language)
      .min(1)
      .optional()
      .describe('What the feed is written in, most likely first; default: the languages of the partner'),
    charset: line
      .optional()
      .describe('Read only where neither the bytes nor the document say what they are in'),
    headlineSignals: z
      .record(line, z.enum(['update', 'correction', 'kill', 'recall', 'alert']))
      .default({})
      .describe('Headline prefixes, in capitals, that are signals: "DÜZƏLİŞ": correction'),
    headers: headers.describe('Request headers; credentials go under secretHeaders'),
    secretHeaders: secretHeaders.describe(
      'Request headers that are credentials, as ${env:NAME} or ${file:/path}',
    ),
    pollEverySeconds: z
      .int()
      .min(1)
      .max(86_400)
      .default(60)
      .describe('Seconds between polls to begin with; it adapts to how often the feed changes. Default 60'),
    minPollSeconds: z.int().min(1).max(86_400).default(15).describe('Never polled more often. Default 15'),
    maxPollSeconds: z
      .int()
      .min(1)
      .max(86_400)
      .default(3600)
      .describe('Never polled less often, not even after errors. Default 3600'),
    maxBytes: z
      .int()
      .min(1024)
      .max(1_000_000_000)
      .default(20_000_000)
      .describe('Bytes of one document after decompression, at most. Default 20,000,000'),
    timeoutSeconds: z
      .int()
      .min(1)
      .max(300)
      .default(20)
      .describe('Limit of one request, in seconds. Default 20'),
    maxPages: z
      .int()
      .min(1)
      .max(1000)
      .default(10)
      .describe('Pages followed in one poll, at most. Default 10'),
  })
  .refine((feed) => feed.minPollSeconds <= feed.pollEverySeconds, {
    path: ['pollEverySeconds'],
    error: 'must not be smaller than minPollSeconds (default 15)',
  })
  .refine((feed) => feed.pollEverySeconds <= feed.maxPollSeconds, {
    path: ['pollEverySeconds'],
    error: 'must not be greater than maxPollSeconds (default 3600)',
  })
  .meta({ title: 'Feed', description: 'A source of documents that the exchange pulls from a partner' });

/** A feed as its YAML file describes it, defaults filled in; zone and languages from its partner where not given. */
export type FeedSettings = z.output<typeof feedSchema> & { zone: string; languages: string[] };
