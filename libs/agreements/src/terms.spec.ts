import fc from 'fast-check';
import type { NewsItem } from '#news/record.js';
import type { Decision } from './agreement.js';
import { allowListed, decideVariation, NOW, restricted, use, type Variation } from './testing/memorandum.js';

describe('an allowed item', () => {
  const allowed = (given: Variation): Extract<Decision, { allow: true }> => {
    const decision = decideVariation(given);
    if (!decision.allow) throw new Error(decision.reason);
    return decision;
  };

  it('is due at once, under a named grant of a named version', () => {
    expect(allowed({})).toMatchObject({
      agreementId: 'memorandum',
      agreementVersion: 3,
      grantId: 'report-to-khabar',
      dueAt: NOW,
    });
  });

  it('is due when a held embargo ends, which then is no duty any more', () => {
    const decision = allowed({ item: { embargoed: '2026-03-10T15:00:00Z' } });
    expect(decision.dueAt).toBe('2026-03-10T15:00:00Z');
    expect(decision.obligations.map(({ type }) => type)).toEqual(['credit', 'usage-terms']);
  });

  it('waits for the end of the embargo where the receiver’s format cannot mark an advance copy', () => {
    const decision = allowed({
      item: { embargoed: '2026-03-10T15:00:00Z' },
      grant: { embargo: 'advance' },
      receiver: { forReaders: true },
    });
    expect(decision.dueAt).toBe('2026-03-10T15:00:00Z');
    expect(decision.obligations).not.toContainEqual(expect.objectContaining({ type: 'embargo' }));
  });

  it('leaves early where advance copies are granted, with the embargo as a duty', () => {
    const decision = allowed({ item: { embargoed: '2026-03-10T15:00:00Z' }, grant: { embargo: 'advance' } });
    expect(decision.dueAt).toBe(NOW);
    expect(decision.obligations).toContainEqual({ type: 'embargo', until: '2026-03-10T15:00:00Z' });
  });

  it('carries credit, terms and the end of use', () => {
    const terms = use({ archiveDays: 30, edits: 'translate-and-shorten' });
    expect(allowed({ grant: terms }).obligations).toEqual([
      { type: 'credit', line: 'Report', required: true },
      {
        type: 'usage-terms',
        text: 'For use in KZ on tv, web; edits: translate-and-shorten; not to be passed on; to be kept 30 days at most',
      },
      { type: 'expiry', at: '2026-04-09T12:00:00Z' },
    ]);
  });

  it.each<[string, Partial<NewsItem>, string]>([
    ['a third party first, then the sender', { provider: { name: 'AFP' } }, 'AFP / Report'],
    [
      'the line that the third party asks for',
      { provider: { name: 'AFP' }, creditline: 'AFP/Getty' },
      'AFP/Getty / Report',
    ],
    ['the name that the source demands', restricted('credit', 'Elçin'), 'Elçin / Report'],
    ['nobody twice', { provider: { name: 'AFP' }, creditline: 'REPORT' }, 'REPORT'],
  ])('credits %s', (_case, change, line) => {
    expect(allowed({ item: change, grant: allowListed('*') }).obligations).toContainEqual({
      type: 'credit',
      line,
      required: true,
    });
  });

  it('names only the platforms that receiver, grant and source have in common', () => {
    const [, terms] = allowed({ item: restricted('platform', 'not web') }).obligations;
    expect(terms).toMatchObject({ text: expect.stringMatching(/^For use in KZ on tv;/) });
  });

  it('expires when the source says so, where that is sooner', () => {
    const decision = allowed({ item: restricted('archive', 'P7D'), grant: use({ archiveDays: 30 }) });
    expect(decision.obligations).toContainEqual({ type: 'expiry', at: '2026-03-17T11:00:00Z' });
    expect(decision.obligations).toContainEqual({ type: 'usage-terms', text: 'as said: P7D' });
  });

  it('goes without the files whose class is not granted, and says so', () => {
    const renditions = [
      { href: 'https://r.example/1.jpg' },
      { href: 'https://r.example/2', contentType: 'video/mp4; codecs=avc1' },
      { href: 'https://r.example/3.vtt' },
      { href: 'https://r.example/4' },
    ];
    const decision = allowed({ item: { renditions } });
    expect(decision.withoutRenditions).toEqual(renditions.slice(1).map(({ href }) => href));
    expect(decision.trace.at(-1)).toMatchObject({
      clause: 'memorandum/report-to-khabar/files',
      outcome: 'noted',
    });
  });

  it('says nothing of files when all may go', () => {
    expect(allowed({ item: { renditions: [{ href: 'https://r.example/1.jpg' }] } })).not.toHaveProperty(
      'withoutRenditions',
    );
  });
});

describe('an embargo that a grant holds', () => {
  it('is never broken: nothing is due before it ends, and what cannot be read is never due', () => {
    const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    const readable = moment.map((at) => ({ embargoed: at.toISOString(), until: at.getTime() }));
    const unreadable = fc
      .oneof(fc.string(), fc.constantFrom('indefinite', '5', '5Z', '2025', '1/2/2025'))
      .map((embargoed) => ({ embargoed, until: Number.POSITIVE_INFINITY }));
    fc.assert(
      fc.property(fc.oneof(readable, unreadable), moment, ({ embargoed, until }, now) => {
        const decision = decideVariation({ item: { embargoed }, now: now.toISOString() });
        return decision.allow
          ? Date.parse(decision.dueAt) >= Math.max(until, now.getTime())
          : until === Number.POSITIVE_INFINITY;
      }),
    );
  });
});
