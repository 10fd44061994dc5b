import { z } from 'zod';
import { country, language, line, partnerId, platform, zone } from './field.js';

export const partnerSchema = z
  .strictObject({
    id: partnerId.describe('The name under which everything else refers to this partner'),
    name: line.describe('As people write it; also counts as a provider name'),
    kind: z
      .array(z.enum(['television', 'agency', 'radio', 'newspaper', 'online']))
      .min(1)
      .describe('What the newsroom is; several where it is several'),
    country: country.describe('ISO 3166-1 alpha-2; compared with the territories of grants and restrictions'),
    zone: zone.describe('IANA time zone: days of validity and quotas are counted in it'),
    languages: z.array(language).min(1).describe('BCP 47, most used first; the default of its feeds'),
    platforms: z.array(platform).min(1).describe('Where the newsroom publishes; compared with grants'),
    providerNames: z
      .array(line)
      .default([])
      .describe('Other names, codes and URIs under which it appears as the provider of its own items'),
  })
  .meta({ title: 'Partner', description: 'A newsroom that takes part in the exchange' });

/** A newsroom as its YAML file describes it, defaults filled in. */
export type PartnerSettings = z.output<typeof partnerSchema>;
