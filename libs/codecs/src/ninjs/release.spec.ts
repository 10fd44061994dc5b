import { decodeDocument } from '../decode.js';

describe('what an object of ninjs says of its release', () => {
  const read = (json: string): { pubStatus?: string; embargoed?: string; codes: string[] } => {
    const { records, warnings } = decodeDocument(Buffer.from(json), { format: 'ninjs' });
    const { pubStatus, embargoed } = records[0]!;
    return { pubStatus, ...(embargoed && { embargoed }), codes: warnings.map(({ code }) => code) };
  };
  const object = (fields: string): string =>
    `{"uri":"urn:a:1","language":"en","headline":"The bridge",${fields}}`;

  it.each(['["canceled"]', '{"code":"canceled"}', 'null', '7', 'true', '""', '"spiked"'])(
    'withholds it for the status %s',
    (status) => {
      for (const key of ['pubstatus', 'pubStatus', 'pub_status'])
        expect(read(object(`"${key}":${status}`))).toEqual({
          pubStatus: 'withheld',
          codes: ['pubstatus-unknown'],
        });
    },
  );

  it.each([
    ['"pubstatus":"usable","pubStatus":"canceled"', 'canceled'],
    ['"pubStatus":"canceled","pubstatus":"usable"', 'canceled'],
    ['"pubStatus":"canceled","pub_status":"withheld"', 'canceled'],
    ['"PubStatus":"usable","pubStatus":"withheld","pubstatus":"usable"', 'withheld'],
  ])('takes the strictest of %s', (fields, pubStatus) => {
    expect(read(object(fields))).toEqual({ pubStatus, codes: ['pubstatus-repeated'] });
  });

  it.each([
    ['"status":"canceled"', 'canceled'],
    ['"status":"stat:withheld"', 'withheld'],
    ['"status":"killed"', 'canceled'],
    ['"pubstatus":"stat:canceled"', 'canceled'],
    ['"pubStatus":"http://cv.iptc.org/newscodes/pubstatusg2/withheld"', 'withheld'],
  ])('hears %s', (fields, pubStatus) => {
    expect(read(object(fields))).toEqual({ pubStatus, codes: [] });
  });

  it("leaves an editorial system's own status alone", () => {
    expect(read(object('"status":"published"'))).toEqual({
      pubStatus: 'usable',
      codes: ['fields-not-carried'],
    });
  });

  it('says nothing where two spellings say the same', () => {
    expect(read(object('"pubStatus":"usable","pubstatus":"usable"'))).toEqual({
      pubStatus: 'usable',
      codes: [],
    });
  });

  it.each([
    'embargo',
    'embargoDate',
    'embargo_until',
    'embargoed_until',
    'embargoUntil',
    'embargoed-until',
    'embargo_date',
  ])('hears an embargo as %s', (key) => {
    expect(read(object(`"${key}":"2099-01-01T00:00:00Z"`)).embargoed).toBe('2099-01-01T00:00:00Z');
  });

  it.each([
    ['"embargoedUntil":"2020-01-01T00:00:00Z","embargoed":"2099-01-01T00:00:00Z"', '2099-01-01T00:00:00Z'],
    ['"embargoed":"2020-01-01T00:00:00Z","embargoedUntil":"2099-01-01T00:00:00Z"', '2099-01-01T00:00:00Z'],
    [
      '"embargoeduntil":"2099-01-01T00:00:00Z","embargoedUntil":"2020-01-01T00:00:00Z"',
      '2099-01-01T00:00:00Z',
    ],
    ['"embargoed":"2099-01-01T00:00:00Z","embargoedUntil":true', 'indefinite'],
  ])('takes the last end of %s', (fields, embargoed) => {
    const found = read(object(fields));
    expect(found.embargoed).toBe(embargoed);
    expect(found.codes).toContain('embargo-repeated');
  });

  it.each(['false', '0', '"none"', '"No"', '"0000-00-00 00:00:00"', '"нет"'])(
    'takes %s for no embargo',
    (none) => {
      for (const key of ['embargo', 'embargoed', 'embargoedUntil', 'x_embargo'])
        expect(read(object(`"${key}":${none}`)).embargoed).toBeUndefined();
      expect(read(object(`"embargoed":${none},"embargoedUntil":"2099-01-01T00:00:00Z"`)).embargoed).toBe(
        '2099-01-01T00:00:00Z',
      );
    },
  );

  it.each([
    '""',
    '" "',
    'null',
    'true',
    '1',
    '"yes"',
    '{}',
    '[]',
    '{"until":"2020-01-01","and":"2099-01-01"}',
    '"?"',
  ])('holds for an embargo of %s', (said) => {
    for (const key of [
      'embargo',
      'embargoed',
      'embargoedUntil',
      'embargo until',
      'Embargo/Date',
      'embargo.date',
    ])
      expect(read(object(`"${key}":${said}`)).embargoed).toBe('indefinite');
  });

  it('leaves out a picture whose status cannot be read', () => {
    const renditions = '"renditions":[{"href":"https://a.example/p.jpg"}]';
    for (const status of ['"pubStatus":["canceled"]', '"pub_status":"canceled"']) {
      const picture = `{"name":"p","uri":"urn:p","type":"picture",${status},${renditions}}`;
      const { records, warnings } = decodeDocument(Buffer.from(object(`"associations":[${picture}]`)), {
        format: 'ninjs',
      });
      expect(records[0]!.renditions).toBeUndefined();
      expect(warnings.map(({ code }) => code)).toContain('association-not-usable');
    }
  });

  it('tells what a key says that stands again in other letters', () => {
    const { warnings } = decodeDocument(Buffer.from(object('"byline":"By A","byLine":"By B"')), {
      format: 'ninjs',
    });
    expect(warnings).toEqual([{ code: 'fields-not-carried', at: '/byline', detail: 'By A' }]);
  });

  it('hears an embargo behind more than a warning shows of a list', () => {
    const notes = (...said: object[]) =>
      object(`"places":${JSON.stringify(said.map((x_desk) => ({ x_desk })))}`);
    const long = { note: 'x'.repeat(300) };
    expect(read(notes(long, { embargo: '2099-01-01T00:00:00Z' })).embargoed).toBe('2099-01-01T00:00:00Z');
    expect(read(notes(long, { desk: 'night' })).embargoed).toBeUndefined();
  });
});
