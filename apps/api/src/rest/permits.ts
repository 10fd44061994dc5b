import type { Agreement } from '#agreements/agreement.js';
import { signedByBoth } from '#agreements/agreement-index.js';
import { localDate } from '#agreements/local-date.js';
import { asPartnerId } from '#news/ids.js';

/** Whether any agreement in force lets the one partner give anything at all to the other. `at` in ms since 1970. */
export function permits(
  agreements: readonly Agreement[],
  from: string,
  to: { id: string; zone: string },
  at: number,
): boolean {
  // Days of validity are the receiver's, as `decide` counts them. An unknown zone permits nothing.
  const today = localDate(at, to.zone);
  if (today === undefined) return false;
  return signedByBoth(agreements, asPartnerId(from), asPartnerId(to.id)).some(
    ({ agreement: { validFrom, validUntil }, grants }) =>
      grants.length > 0 && validFrom <= today && (validUntil === undefined || today <= validUntil),
  );
}
