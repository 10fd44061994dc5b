import type { ConceptTree } from '#news/concept-tree.js';
import type { PartnerId } from '#news/ids.js';
import type { Agreement, Grant } from './agreement.js';

/** An agreement that both partners signed, with those of its grants that flow from the one to the other; maybe none. */
export interface SignedByBoth {
  agreement: Agreement;
  grants: readonly Grant[];
}

/** Agreements found by pair, so that a decision looks only at what may apply; and what their subjects mean. */
export interface AgreementIndex {
  between(from: PartnerId, to: PartnerId): readonly SignedByBoth[];
  concepts?: ConceptTree;
}

/** Prepare once for a set of agreements and use for every decision under it; pairs are worked out when first asked for. */
export function indexAgreements(agreements: readonly Agreement[], concepts?: ConceptTree): AgreementIndex {
  const pairs = new Map<string, readonly SignedByBoth[]>();
  return {
    concepts,
    between(from, to) {
      const key = `${from}>${to}`;
      let pair = pairs.get(key);
      if (!pair) {
        pair = signedByBoth(agreements, from, to);
        pairs.set(key, pair);
      }
      return pair;
    },
  };
}

/** The order is that of the agreements and of the grants in them: it decides which grant is named when several allow. */
export function signedByBoth(
  agreements: readonly Agreement[],
  from: PartnerId,
  to: PartnerId,
): SignedByBoth[] {
  return agreements
    .filter(({ parties }) => parties.includes(from) && parties.includes(to))
    .map((agreement) => ({
      agreement,
      grants: agreement.grants.filter((grant) => grant.from.includes(from) && grant.to.includes(to)),
    }));
}
