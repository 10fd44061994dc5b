import { decodeDocument } from '../decode.js';

const read = (inside: string) => {
  const document = `<rss version="2.0" xmlns:georss="http://www.georss.org/georss" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Feed</title><item><title>Story</title>${inside}</item></channel></rss>`;
  const { records, warnings } = decodeDocument(Buffer.from(document));
  return { places: records[0]?.places, warnings: warnings.map(({ detail }) => detail) };
};

describe('places of GeoRSS Simple', () => {
  it.each([
    ['its name', 'featurename="The square"', { uri: 'geo:45,-71', name: 'The square' }],
    ['its radius', 'radius="500"', { uri: 'geo:45,-71;u=500' }],
    ['its height', 'elev="313"', { uri: 'geo:45,-71,313' }],
    ['all of them', 'elev="313" radius="5" featurename="Top"', { uri: 'geo:45,-71,313;u=5', name: 'Top' }],
  ])('keep %s', (_, attributes, place) => {
    expect(read(`<georss:point ${attributes}>45  -71</georss:point>`)).toEqual({
      places: [place],
      warnings: [],
    });
  });

  it.each([
    ['kilometres', '<gml:radius uom="km">5</gml:radius>', 'geo:42,-71;u=5000', []],
    ['metres', '<gml:radius uom="urn:ogc:def:uom:EPSG::9001">5</gml:radius>', 'geo:42,-71;u=5', []],
    ['nobody knows what', '<gml:radius uom="rod">5</gml:radius>', 'geo:42,-71', ['gml:radius 5 rod']],
  ])('have the radius that GML gives in %s', (_, radius, uri, warnings) => {
    const circle = `<gml:CircleByCenterPoint xmlns:gml="http://www.opengis.net/gml"><gml:pos>42 -71</gml:pos>${radius}</gml:CircleByCenterPoint>`;
    expect(read(`<georss:where>${circle}</georss:where>`)).toEqual({ places: [{ uri }], warnings });
  });

  it('name what an address has no room for', () => {
    expect(read('<georss:point floor="2" featuretypetag="city" elev="high">45 -71</georss:point>')).toEqual({
      places: [{ uri: 'geo:45,-71' }],
      warnings: ['georss:point/@floor 2, georss:point/@featuretypetag city, georss:point/@elev high'],
    });
  });

  it.each([
    [
      'has the name beside it',
      '<georss:point>45 -71</georss:point>',
      [{ uri: 'geo:45,-71', name: 'My house' }],
    ],
    ['is its name alone', '', [{ name: 'My house' }]],
    [
      'keeps names of its own',
      '<georss:point featurename="The square">45 -71</georss:point>',
      [{ uri: 'geo:45,-71', name: 'The square' }, { name: 'My house' }],
    ],
  ])('in a location of Media RSS %s', (_, point, places) => {
    expect(read(`<media:location description="My house">${point}</media:location>`)).toEqual({
      places,
      warnings: [],
    });
  });

  it('say nothing of an empty element', () => {
    expect(read('<georss:point/>')).toEqual({ places: undefined, warnings: [] });
  });
});
