/** A string that is known to name one kind of thing, so that a destination's id is never passed for a partner's. */
type Id<Kind extends string> = string & { readonly __kind: Kind };

/** The provider's persistent identifier of an item (NewsML-G2 `@guid`); a URI or a minted `urn:newsml:…`. */
export type Guid = Id<'Guid'>;
export type PartnerId = Id<'PartnerId'>;
export type FeedId = Id<'FeedId'>;
export type DestinationId = Id<'DestinationId'>;
export type AgreementId = Id<'AgreementId'>;
/** A code with its scheme alias, such as `medtop:04000000` (NewsML-G2 specification, section QCodes). */
export type Qcode = Id<'Qcode'>;

/**
 * What ids in configuration look like: lower-case letters, digits and single hyphens, 2 to 63 characters,
 * so that an id is safe in a URL, a file name, a queue's job id and a metric label alike.
 */
export const ID_PATTERN = /^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){1,62}$/;

export const asGuid = (value: string): Guid => value as Guid;
export const asPartnerId = (value: string): PartnerId => value as PartnerId;
export const asFeedId = (value: string): FeedId => value as FeedId;
export const asDestinationId = (value: string): DestinationId => value as DestinationId;
export const asAgreementId = (value: string): AgreementId => value as AgreementId;
export const asQcode = (value: string): Qcode => value as Qcode;
