import { decodeDocument } from '../decode.js';

const ATOM =
  'xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app" xmlns:access="http://www.bloglines.com/about/specs/fac-1.0" xmlns:sx="http://feedsync.org/2007/feedsync"';
const feed = (entry: string, before = ''): string =>
  `<feed ${ATOM}><title>Feed</title>${before}<entry><id>urn:x:1</id><title>Story</title>${entry}</entry></feed>`;
const channel = (inside: string): string =>
  `<rss version="2.0" xmlns:access="http://www.bloglines.com/about/specs/fac-1.0"><channel><title>Feed</title>${inside}<item><title>Story</title></item></channel></rss>`;

const read = (document: string) => {
  const { records, warnings } = decodeDocument(Buffer.from(document));
  const [record] = records;
  return {
    pubStatus: record?.pubStatus,
    terms: record?.rights?.usageTerms,
    codes: warnings.map(({ code }) => code),
  };
};

describe('what modules say of whether an item may be shown', () => {
  it.each([
    ['yes', 'withheld', []],
    [' YES ', 'withheld', []],
    ['no', 'usable', []],
    ['', 'usable', []],
    ['maybe', 'withheld', ['pubstatus-unknown']],
  ])('app:draft %j is %s', (said, pubStatus, codes) => {
    const { terms, ...status } = read(feed(`<app:control><app:draft>${said}</app:draft></app:control>`));
    expect(status).toEqual({ pubStatus, codes });
    expect(terms).toBeUndefined();
  });

  it.each([
    ['true', 'canceled', []],
    ['false', 'usable', []],
    ['perhaps', 'withheld', ['pubstatus-unknown']],
  ])('sx:sync with deleted=%j is %s', (deleted, pubStatus, codes) => {
    const status = read(feed(`<sx:sync id="i" updates="2" deleted="${deleted}"/>`));
    expect(status.pubStatus).toBe(pubStatus);
    expect(status.codes).toEqual([...codes, 'fields-not-carried']);
  });

  it.each([
    ['of an entry', feed('<access:restriction relationship="deny"/>')],
    ['of a feed', feed('', '<access:restriction relationship="deny"/>')],
    ['of a channel', channel('<access:restriction relationship="deny"/>')],
    ['without a word', channel('<access:restriction/>')],
  ])('an access restriction %s is a term of use', (_, document) => {
    expect(read(document)).toEqual({ pubStatus: 'usable', terms: ['access: deny'], codes: [] });
  });

  it('access that is allowed is no limit', () => {
    expect(read(channel('<access:restriction relationship="allow"/>')).terms).toBeUndefined();
  });
});
