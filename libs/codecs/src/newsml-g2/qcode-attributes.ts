import { lookup } from '#news/lookup.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** The attributes that the 2.35 XSD types as QCode or list of QCodes, whatever element they are on. */
const QCODES = words(
  'accesstype aspect audiochannels audiocodec authoritystatus colourindicator colourspace concepttype ' +
    'confirmationstatus derivedfrom durationunit encoding environment format hashtype heightunit how idformat ' +
    'interactiontype jobtitle layoutorientation mode part pubconstraint qcode ratertype ratingtype rendition ' +
    'renditionref representation reposrole residrefformat role scaleunit scope severity target timeunit type ' +
    'valcalctype valueunit videocodec videodefinition videoscaling why widthunit rel creator',
);
/** Elements on which one of these names is an ordinary string. */
const STRINGS: Readonly<Record<string, ReadonlySet<string>>> = lookup({
  rel: words('a'),
  role: words('timestamp'),
});

export const isQcodeAttribute = (element: string, attribute: string): boolean =>
  QCODES.has(attribute) && STRINGS[attribute]?.has(element) !== true;

/** Anything but `alias:code` (NewsML-G2 specification, QCodes). */
export const MALFORMED_QCODE = /^(?![^\s:]+:\S+$)/;
