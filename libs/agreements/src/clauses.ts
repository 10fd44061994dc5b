import { embargoOf, isReleased } from '#news/embargo.js';
import { type Case, fail, type Judgement, pass } from './case.js';
import { coversLanguage } from './language-range.js';
import { instantAt, localDate } from './local-date.js';
import { foldNames, providerLabel, providerNamesOf } from './party-names.js';
import { allowedPlatforms, territoryBarrier } from './source-restrictions.js';
import { creditOf, dueAtOf, endOfUse, isThirdParty, leavesEarly } from './terms.js';

/**
 * What a grant asks, in the order of asking: first what kind of item it is, then whose, then what may be done with it,
 * then when. A refusal further down the list is nearer to a permission, and is the one that is reported.
 */
export const GRANT_CLAUSES: readonly { name: string; judge: (one: Case) => Judgement }[] = [
  { name: 'classes', judge: classes },
  { name: 'languages', judge: languages },
  { name: 'subjects', judge: subjects },
  { name: 'third-party', judge: thirdParty },
  { name: 'territories', judge: territories },
  { name: 'platforms', judge: platforms },
  { name: 'source-restrictions', judge: sourceRestrictions },
  { name: 'credit', judge: credit },
  { name: 'embargo', judge: embargo },
  { name: 'window', judge: window },
  { name: 'quota', judge: quota },
];

function classes({ item, grant }: Case): Judgement {
  const granted = grant.items.classes.join(', ');
  return grant.items.classes.includes(item.itemClass)
    ? pass(`${item.itemClass} is among ${granted}`)
    : fail('class-not-granted', `${item.itemClass} is not among ${granted}`);
}

function languages({ item, grant }: Case): Judgement {
  const ranges = grant.items.languages;
  if (ranges.includes('*')) return pass('any language');
  if (item.language === undefined)
    return fail('language-not-granted', `the item names no language; granted: ${ranges.join(', ')}`);
  const range = ranges.find((one) => coversLanguage(one, item.language!));
  return range === undefined
    ? fail('language-not-granted', `${item.language} is not among ${ranges.join(', ')}`)
    : pass(`${item.language} is covered by ${range}`);
}

/**
 * A subject of an agreement covers whatever is narrower. An excluded one cannot be told from a code that the vocabulary
 * does not have: such an item is refused, for it may be just what was excluded.
 */
function subjects({ item, grant, concepts }: Case): Judgement {
  const { any, none } = grant.items.subjects ?? {};
  const codes = (item.subjects ?? []).map(concepts.codeOf).filter((code) => code !== undefined);
  const under = (subject: string): string | undefined =>
    codes.find((code) => concepts.withBroader(code).has(subject));
  const told = (subject: string, code: string | undefined): string =>
    code === undefined || code === subject ? subject : `${subject}, which covers ${code},`;
  const excluded = none?.find(under);
  if (excluded) return fail('subject-excluded', `${told(excluded, under(excluded))} is excluded`);
  const unplaced = none && codes.find((code) => concepts.isUnplaced(code));
  if (unplaced !== undefined)
    return fail(
      'subject-excluded',
      `${unplaced} is not in the vocabulary, so that it cannot be told from ${none!.join(', ')}`,
    );
  if (!any) return none ? pass(`none of ${none.join(', ')}`) : 'silent';
  const wanted = any.find(under);
  return wanted
    ? pass(`${told(wanted, under(wanted))} is granted`)
    : fail('subject-excluded', `none of ${any.join(', ')}`);
}

function thirdParty(one: Case): Judgement {
  const { item, grant } = one;
  const provider = providerLabel(item);
  const label = provider === undefined ? 'a provider that the item does not name' : `“${provider}”`;
  if (!isThirdParty(one)) return pass(`${label} is the sender itself`);
  if (grant.thirdParty.rule === 'refuse')
    return fail('third-party', `it comes from ${label}, which is not the sender`);
  const listed = foldNames(grant.thirdParty.providers);
  return listed.has('*') || providerNamesOf(item).some((name) => listed.has(name))
    ? pass(`${label} is on the list of third parties`)
    : fail(
        'third-party',
        `${label} is neither the sender nor among ${grant.thirdParty.providers.join(', ')}`,
      );
}

function territories({ receiver, grant }: Case): Judgement {
  const granted = grant.use.territories;
  return granted.includes(receiver.country)
    ? pass(`${receiver.country} is among ${granted.join(', ')}`)
    : fail('territory', `${receiver.country} is not among ${granted.join(', ')}`);
}

function platforms({ receiver, grant }: Case): Judgement {
  const shared = receiver.platforms.filter((platform) => grant.use.platforms.includes(platform));
  return shared.length > 0
    ? pass(`${shared.join(', ')} of ${receiver.platforms.join(', ')}`)
    : fail('platform', `none of ${receiver.platforms.join(', ')} is among ${grant.use.platforms.join(', ')}`);
}

function sourceRestrictions({ item, receiver, grant }: Case): Judgement {
  const country = territoryBarrier(item, receiver.country);
  if (country) return fail('restricted-by-source', `“${country.source}” keeps it from ${receiver.country}`);
  const shared = receiver.platforms.filter((platform) => grant.use.platforms.includes(platform));
  const { platforms: left, barrier } = allowedPlatforms(item, shared);
  if (barrier) return fail('restricted-by-source', `“${barrier.source}” leaves none of ${shared.join(', ')}`);
  return left.length < shared.length ? pass(`leaves ${left.join(', ')}`) : 'silent';
}

function credit(one: Case): Judgement {
  const { line, required } = creditOf(one);
  if (required && line === undefined)
    return fail('rights-missing', 'a credit is required and the item does not say whom to credit');
  return line === undefined ? 'silent' : pass(`“${line}”${required ? ', required' : ''}`);
}

/** RFC 3339. `Date.parse` alone would read “5” as a day long past, and release what nobody released. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

function embargo(one: Case): Judgement {
  const { item, grant, agreement, receiver, now } = one;
  const kept = embargoOf(item);
  if (kept.kind === 'none') return 'silent';
  if (kept.kind === 'indefinite')
    return fail('embargo-indefinite', 'the embargo has no end that can be read');
  const until = MOMENT.test(kept.at) ? Date.parse(kept.at) : Number.NaN;
  if (Number.isNaN(until)) return fail('embargo-indefinite', `the embargo “${kept.at}” cannot be read`);
  if (isReleased(kept, new Date(now))) return pass(`ended at ${kept.at}`);
  if (leavesEarly(one)) return pass(`delivered early, for preparation only until ${kept.at}`);
  const last = agreement.validUntil;
  const day = localDate(until, receiver.zone);
  if (last !== undefined && (day === undefined || day > last))
    return fail('embargoed', `until ${kept.at}, when the agreement has ended (${last})`);
  const why = grant.embargo === 'advance' ? ', for its format has no mark for advance copies' : '';
  return pass(`held until ${kept.at}${why}`);
}

function window(one: Case): Judgement {
  const end = endOfUse(one.item, 'window');
  if (end === undefined) return 'silent';
  if (Number.isNaN(end))
    return fail('restricted-by-source', 'it limits the time of use, and when that ends cannot be told');
  return dueAtOf(one) < end
    ? pass(`open until ${instantAt(end)}`)
    : fail('window-closed', `closed at ${instantAt(end)}`);
}

/** A quota that nobody counted is not one that is kept, so an unknown count refuses. */
function quota({ agreement, grant, usage }: Case): Judgement {
  if (!grant.quota) return 'silent';
  const { perDay } = grant.quota;
  const spent = usage?.deliveredToday(agreement.id, grant.id);
  if (spent === undefined)
    return fail('quota-spent', `${perDay} a day, and it is not known how many went today`);
  if (spent === 'counted') return pass('the item went before, and counts once');
  return spent < perDay
    ? pass(`${spent} of ${perDay} went today`)
    : fail('quota-spent', `all ${perDay} of today have gone`);
}
