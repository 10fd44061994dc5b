import { z } from 'zod';
import { FORMATS } from '#codecs/codec.js';
import { MAX_BYTES, MAX_DOCUMENT_BYTES } from '#codecs/limits.js';
import { feedId, headers, httpUrl, line, partnerId, profileId, secretHeaders } from './field.js';
import { feedPages } from './pages-schema.js';
import { profileFields } from './profile-schema.js';

export const feedSchema = z
  .strictObject({
    id: feedId,
    partner: partnerId.describe('The partner whose feed this is'),
    name: line.optional().describe('As people call it; default: the id'),
    url: httpUrl.describe('Where the feed is pulled from'),
    format: z.enum(FORMATS).optional().describe('Forces a format; default: recognised by content'),
    profile: profileId
      .optional()
      .describe(
        'How its provider uses the format; the keys from here to subjects override those of the profile',
      ),
    ...profileFields,
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
      .max(MAX_BYTES, { error: `must not be more than ${MAX_BYTES}: nothing larger is decoded` })
      .default(MAX_DOCUMENT_BYTES)
      .describe(
        'Bytes of one document after decompression, at most. Default 15,000,000; for e-mail up to 36,000,000, for sitemaps and archives 52,428,800',
      ),
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
      .describe('Pages of the feed, or sitemaps, followed in one poll, at most. Default 10'),
    pages: feedPages.optional(),
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

/** A feed as its YAML file describes it, defaults filled in; zone and languages from its profile or partner where not given. */
export type FeedSettings = z.output<typeof feedSchema> & { zone: string; languages: string[] };
