import { conceptTree } from '#news/concept-tree.js';
import { asAgreementId, asQcode } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';
import type { Agreement, Grant, Refusal } from './agreement.js';
import { indexAgreements } from './agreement-index.js';
import { decide } from './decide.js';
import {
  allowListed,
  bakuTv,
  decideVariation,
  grant,
  item,
  khabar,
  memorandum,
  NOW,
  receiver,
  report,
  restricted,
  sender,
  use,
  uz24,
  type Variation,
} from './testing/memorandum.js';

const sport = asQcode('medtop:15000000');
const economy = asQcode('medtop:04000000');
const aboutSport: Partial<NewsItem> = { subjects: [{ qcode: sport }] };
const aboutEconomy: Partial<NewsItem> = { subjects: [{ qcode: economy }] };
const aboutBoth: Partial<NewsItem> = { subjects: [{ qcode: sport }, { qcode: economy }] };
const sportByUri: Partial<NewsItem> = {
  subjects: [{ uri: 'http://cv.iptc.org/newscodes/mediatopic/15000000' }],
};
const subjects = (terms: Grant['items']['subjects']): Partial<Grant> => ({
  items: { ...grant.items, subjects: terms },
});
const languages = (...ranges: string[]): Partial<Grant> => ({ items: { ...grant.items, languages: ranges } });
const inLanguage = (language: string | undefined): Partial<NewsItem> => ({ language });
const by = (name: string): Partial<NewsItem> => ({ provider: { name } });
const passedThrough = (partner: string): Partial<NewsItem> => ({ hops: [{ partner, at: NOW }] });
const embargoed = (until: string): Partial<NewsItem> => ({ embargoed: until });
const unnamed: Partial<NewsItem> = { provider: {} };
const lastDay: Partial<Agreement> = { validUntil: '2026-03-10' };
const asSender = { partnerId: khabar, providerNames: ['Khabar'] };
const asReceiver = { partnerId: report, providerNames: ['Report'] };
const late: Partial<NewsItem> = { ...restricted('window', 'PT48H'), firstCreated: '2026-03-01T00:00:00Z' };
const outlasting: Partial<NewsItem> = { ...restricted('window', 'PT2H'), embargoed: '2026-03-10T13:00:00Z' };
const undated: Partial<NewsItem> = { ...restricted('window', 'PT48H'), versionCreated: undefined };
const advance: Partial<Grant> = { embargo: 'advance' };
const noCredit: Partial<Grant> = { ...allowListed('*'), credit: undefined };

type Clause = [clause: string, verdict: 'allowed' | Refusal, given: Variation];

const PARTIES: Clause[] = [
  ['Report gives to Khabar', 'allowed', {}],
  ['nothing goes to a partner that did not sign', 'no-agreement', { receiver: { partnerId: uz24 } }],
  ['nothing comes from a partner that did not sign', 'no-agreement', { sender: { partnerId: uz24 } }],
  ['a party receives nothing that no grant gives it', 'no-agreement', { receiver: { partnerId: bakuTv } }],
  ['no grant flows back', 'no-agreement', { sender: asSender, receiver: asReceiver, item: by('Khabar') }],
];

const DATES: Clause[] = [
  ['the first day begins at midnight in Almaty', 'allowed', { now: '2025-11-17T19:00:00Z' }],
  ['the evening before, it is not valid', 'not-yet-valid', { now: '2025-11-17T18:59:59Z' }],
  ['the last day ends at midnight there', 'allowed', { agreement: lastDay, now: '2026-03-10T18:59:59Z' }],
  ['then it has expired', 'expired', { agreement: lastDay, now: '2026-03-10T19:00:00Z' }],
  ['a zone that does not exist opens nothing', 'not-yet-valid', { receiver: { zone: 'Asia/Nowhere' } }],
];

const ITEMS: Clause[] = [
  ['pictures are granted', 'allowed', { item: { itemClass: 'picture' } }],
  ['video is not', 'class-not-granted', { item: { itemClass: 'video' } }],
  ['a language covers its regions', 'allowed', { item: inLanguage('ru-KZ') }],
  ['a language covers its scripts', 'allowed', { item: inLanguage('uz-Cyrl') }],
  ['letter case does not matter', 'allowed', { item: inLanguage('EN-gb') }],
  ['not one that only begins alike', 'language-not-granted', { item: inLanguage('rue') }],
  ['a language that is not named', 'language-not-granted', { item: inLanguage('az') }],
  ['an item without language', 'language-not-granted', { item: inLanguage(undefined) }],
  ['a region is not the whole language', 'language-not-granted', { grant: languages('ru-KZ') }],
  ['* is any language, even none', 'allowed', { item: inLanguage(undefined), grant: languages('*') }],
  ['an excluded subject', 'subject-excluded', { item: aboutSport, grant: subjects({ none: [sport] }) }],
  ['the same by its URI', 'subject-excluded', { item: sportByUri, grant: subjects({ none: [sport] }) }],
  ['another subject', 'allowed', { item: aboutEconomy, grant: subjects({ none: [sport] }) }],
  ['no subject is no excluded one', 'allowed', { grant: subjects({ none: [sport] }) }],
  ['a granted subject', 'allowed', { item: aboutSport, grant: subjects({ any: [sport] }) }],
  ['no granted subject', 'subject-excluded', { item: aboutEconomy, grant: subjects({ any: [sport] }) }],
  ['no subject is no granted one', 'subject-excluded', { grant: subjects({ any: [sport] }) }],
  [
    'excluding goes before granting',
    'subject-excluded',
    { item: aboutBoth, grant: subjects({ any: [economy], none: [sport] }) },
  ],
];

const PROVIDER: Clause[] = [
  ['another name of the sender', 'allowed', { item: by('REPORT  agency') }],
  ['the sender by its id', 'allowed', { item: { provider: { id: 'report' } } }],
  ['a third party', 'third-party', { item: by('AFP') }],
  ['a provider that is not named', 'third-party', { item: unnamed }],
  ['a third party on the list', 'allowed', { item: by('AFP'), grant: allowListed('afp', 'dpa') }],
  ['a third party not on it', 'third-party', { item: by('AP'), grant: allowListed('afp', 'dpa') }],
  ['any third party', 'allowed', { item: by('AP'), grant: allowListed('*') }],
  ['one that cannot be credited', 'rights-missing', { item: unnamed, grant: allowListed('*') }],
  ['one that need not be credited', 'allowed', { item: unnamed, grant: noCredit }],
];

const ECHO: Clause[] = [
  ['to the sender itself', 'echo', { receiver: { partnerId: report } }],
  ['to the partner that issued it', 'echo', { item: by('Khabar agency'), grant: allowListed('*') }],
  ['to a partner it has passed through', 'echo', { item: passedThrough('khabar') }],
  ['to the same under another name', 'echo', { item: passedThrough('«ХАБАР»') }],
  ['by way of somebody else', 'allowed', { item: passedThrough('baku-tv') }],
];

const STATUS: Clause[] = [
  ['withheld', 'withheld', { item: { pubStatus: 'withheld' } }],
  ['canceled before anybody had it', 'canceled-before-delivery', { item: { pubStatus: 'canceled' } }],
];

const USE: Clause[] = [
  ['another country', 'territory', { grant: use({ territories: ['AZ', 'UZ'] }) }],
  ['one platform in common is enough', 'allowed', { grant: use({ platforms: ['social', 'print'] }) }],
  ['no platform in common', 'platform', { grant: use({ platforms: ['print', 'radio'] }) }],
];

const SOURCE: Clause[] = [
  ['KZ OUT', 'restricted-by-source', { item: restricted('territory', 'not KZ') }],
  ['the country among others', 'restricted-by-source', { item: restricted('territory', 'not JP KZ') }],
  ['a group that it belongs to', 'restricted-by-source', { item: restricted('territory', 'not CIS') }],
  ['another country OUT', 'allowed', { item: restricted('territory', 'not JP') }],
  ['a group that it does not belong to', 'allowed', { item: restricted('territory', 'not EU') }],
  ['only this country', 'allowed', { item: restricted('territory', 'only KZ UZ') }],
  ['only another country', 'restricted-by-source', { item: restricted('territory', 'only AZ') }],
  ['unreadable territories', 'restricted-by-source', { item: restricted('territory', 'Kazakhstan') }],
  ['TV only', 'allowed', { item: restricted('platform', 'only tv') }],
  ['print only', 'restricted-by-source', { item: restricted('platform', 'only print') }],
  ['no web leaves television', 'allowed', { item: restricted('platform', 'not web') }],
  ['neither web nor tv', 'restricted-by-source', { item: restricted('platform', 'not web tv') }],
  ['unreadable platforms', 'restricted-by-source', { item: restricted('platform', 'TV') }],
  ['within 48 hours', 'allowed', { item: restricted('window', 'PT48H') }],
  ['after them', 'window-closed', { item: restricted('window', 'PT48H'), now: '2026-03-12T11:00:00Z' }],
  ['an update does not open the window again', 'window-closed', { item: late }],
  ['an embargo that outlasts the window', 'window-closed', { item: outlasting }],
  ['a window with nothing to count from', 'restricted-by-source', { item: undated }],
  ['an unreadable window', 'restricted-by-source', { item: restricted('window', '48 hours') }],
  ['no archive is a duty, not a refusal', 'allowed', { item: restricted('archive', 'none') }],
];

const EMBARGO: Clause[] = [
  ['one that has ended', 'allowed', { item: embargoed('2026-03-10T12:00:00Z') }],
  ['one that holds is awaited', 'allowed', { item: embargoed('2026-03-10T15:00:00Z') }],
  ['one without end', 'embargo-indefinite', { item: embargoed('indefinite') }],
  ['the same in advance', 'embargo-indefinite', { item: embargoed('indefinite'), grant: advance }],
  ['one that cannot be read', 'embargo-indefinite', { item: embargoed('tomorrow') }],
  ['one that only looks like a date', 'embargo-indefinite', { item: embargoed('5') }],
  [
    'one that outlasts the agreement',
    'embargoed',
    { item: embargoed('2026-03-11T00:00:00Z'), agreement: lastDay },
  ],
];

describe.each<[string, Clause[]]>([
  ['Parties', PARTIES],
  ['Dates, in the zone of the receiver', DATES],
  ['Items', ITEMS],
  ['Provider', PROVIDER],
  ['No echo', ECHO],
  ['Status', STATUS],
  ['Use', USE],
  ['Restrictions of the source', SOURCE],
  ['Embargo', EMBARGO],
  ['Quota', [['one that nobody counts', 'quota-spent', { grant: { quota: { perDay: 300 } } }]]],
])('%s', (_title, clauses) => {
  it.each(clauses)('%s: %s', (_clause, verdict, given) => {
    const decision = decideVariation(given);
    expect(decision.allow ? 'allowed' : decision.reason).toBe(verdict);
  });
});

describe('a quota that is counted', () => {
  const limited = [{ ...memorandum, grants: [{ ...grant, quota: { perDay: 2 } }] }];
  it.each([
    [1, true],
    [2, false],
  ])('after %i of 2', (delivered, allow) => {
    const usage = { deliveredToday: () => delivered };
    expect(decide(item, sender, receiver, limited, new Date(NOW), usage).allow).toBe(allow);
  });
});

describe('a subject covers what is narrower', () => {
  const topics = conceptTree([
    {
      id: 'topics',
      name: 'Topics',
      scheme: { alias: 'medtop', uri: 'http://cv.iptc.org/newscodes/mediatopic/' },
      concepts: {
        '15000000': { exactMatch: [asQcode('subj:15000000')] },
        '20000822': { broader: ['15000000'] },
        '20001065': { broader: ['20000822'] },
        '04000000': {},
      },
      categories: [],
    },
  ]);
  const football = asQcode('medtop:20001065');
  const withTerms = (terms: Grant['items']['subjects'], ...qcodes: string[]) => {
    const grants = [{ ...grant, items: { ...grant.items, subjects: terms } }];
    const about = { ...item, subjects: qcodes.map((code) => ({ qcode: asQcode(code) })) };
    return decide(
      about,
      sender,
      receiver,
      indexAgreements([{ ...memorandum, grants }], topics),
      new Date(NOW),
    );
  };
  it.each<[string, Grant['items']['subjects'], string[], string]>([
    ['football is excluded sport', { none: [sport] }, ['medtop:20001065'], 'subject-excluded'],
    ['sport is not excluded football', { none: [football] }, ['medtop:15000000'], 'allowed'],
    ['football is granted sport', { any: [sport] }, ['medtop:20001065'], 'allowed'],
    ['sport is not granted football', { any: [football] }, ['medtop:15000000'], 'subject-excluded'],
    ['a subject code is its media topic', { none: [sport] }, ['subj:15054000'], 'subject-excluded'],
    [
      'and the other way round',
      { none: [asQcode('subj:15000000')] },
      ['medtop:20001065'],
      'subject-excluded',
    ],
    [
      'subject codes tell by their digits',
      { none: [asQcode('subj:04000000')] },
      ['subj:04003001'],
      'subject-excluded',
    ],
    ['economy is no sport', { none: [sport] }, ['medtop:04000000'], 'allowed'],
    [
      'a topic that nobody knows may be what is excluded',
      { none: [sport] },
      ['medtop:29999999'],
      'subject-excluded',
    ],
    [
      'it excludes nothing where nothing is',
      { any: [economy] },
      ['medtop:29999999', 'medtop:04000000'],
      'allowed',
    ],
    ['a code of a scheme without vocabulary is itself', { none: [sport] }, ['dpa:sport'], 'allowed'],
  ])('%s', (_clause, terms, qcodes, verdict) => {
    const decision = withTerms(terms, ...qcodes);
    expect(decision.allow ? 'allowed' : decision.reason).toBe(verdict);
  });

  it('and says which it covers', () => {
    expect(withTerms({ none: [sport] }, 'medtop:20001065')).toMatchObject({
      detail: 'medtop:15000000, which covers medtop:20001065, is excluded',
    });
  });
});

describe('several grants', () => {
  const narrow: Grant = { ...grant, id: 'narrow', items: { classes: ['video'], languages: ['kk'] } };
  const wide: Grant = { ...grant, id: 'wide' };
  const under = (...agreements: Agreement[]) => decide(item, sender, receiver, agreements, new Date(NOW));

  it('the first that allows wins', () => {
    expect(under({ ...memorandum, grants: [narrow, wide, grant] })).toMatchObject({
      allow: true,
      grantId: 'wide',
    });
  });

  it('otherwise the one that came furthest is named, and all that was looked at is told in order', () => {
    const further = { ...grant, ...languages('kk'), id: 'further' };
    const over: Agreement = { ...memorandum, id: asAgreementId('over'), validUntil: '2026-01-01' };
    const decision = under(over, { ...memorandum, grants: [narrow, further] });
    expect(decision).toMatchObject({
      reason: 'language-not-granted',
      grantId: 'further',
      clause: 'memorandum/further/languages',
    });
    expect(decision.trace.map(({ clause, outcome }) => `${outcome} ${clause}`)).toEqual([
      'passed exchange/parties',
      'passed exchange/echo',
      'passed exchange/status',
      'passed over/grants',
      'failed over/dates',
      'passed memorandum/grants',
      'passed memorandum/dates',
      'failed memorandum/narrow/classes',
      'passed memorandum/further/classes',
      'failed memorandum/further/languages',
    ]);
  });

  it('are found alike in an index', () => {
    const agreements = [memorandum, { ...memorandum, id: asAgreementId('other'), parties: [report, uz24] }];
    const index = indexAgreements(agreements);
    const now = new Date(NOW);
    for (const partnerId of [khabar, uz24, bakuTv, report]) {
      const to = { ...receiver, partnerId };
      expect(decide(item, sender, to, index, now)).toEqual(decide(item, sender, to, agreements, now));
    }
  });
});
