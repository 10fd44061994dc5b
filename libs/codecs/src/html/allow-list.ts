import { lookup } from '#news/lookup.js';
import { FONT_ATTRIBUTES } from './foreign-content.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Elements a body may have, all of them in XHTML5; other elements are left out and what they hold stays. */
export const ALLOWED = words(
  'a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div ' +
    'dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q rp rt ruby ' +
    's samp section small source span strong sub summary sup table tbody td tfoot th thead time tr track u ul var ' +
    'video wbr',
);

/** Elements that are left out with all they hold: not text a reader would see. */
export const DROPPED = words(
  'applet button canvas datalist embed frame frameset head iframe input link math meta noembed noframes noscript ' +
    'object param script select style svg template textarea title',
);

/** Those of them that hold nothing a reader would have seen either; the words of all others are reported. */
export const UNSEEN = words('head script style template title');

/** Elements that play something from elsewhere; a link takes their place. */
export const EMBEDS: Readonly<Record<string, string>> = lookup({
  iframe: 'src',
  embed: 'src',
  object: 'data',
});

/** Elements that a body may not have, by those that do the same for what they hold: of HTML, then of AMP (amp.dev). */
export const STAND_INS: Readonly<Record<string, string>> = lookup({
  acronym: 'abbr',
  center: 'div',
  dialog: 'div',
  dir: 'ul',
  fieldset: 'div',
  hgroup: 'div',
  legend: 'div',
  listing: 'pre',
  menu: 'ul',
  nav: 'div',
  plaintext: 'pre',
  strike: 's',
  tt: 'code',
  xmp: 'pre',
  'amp-img': 'img',
  'amp-anim': 'img',
  'amp-video': 'video',
  'amp-audio': 'audio',
  'amp-iframe': 'iframe',
  'amp-youtube': 'iframe',
});

export const VOID = words('br col hr img source track wbr');

/** Elements with a line of their own: in plain text they part words. */
export const BLOCKS = words(
  'address article aside blockquote br caption center dd details dialog dir div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol option p pre section summary table tbody td tfoot th thead tr ul',
);

/** Other names of HTML, so that plain text can tell a tag from words in angle brackets. */
export const KNOWN: ReadonlySet<string> = new Set([
  ...ALLOWED,
  ...DROPPED,
  ...BLOCKS,
  ...words(
    'acronym area base basefont bgsound big blink body data dir font hgroup html ilayer image isindex keygen label ' +
      'legend listing menuitem multicol nextid noindex nolayer spacer ' +
      'map marquee menu meter nobr optgroup output path picture plaintext progress rb rtc search slot strike tt xmp g',
  ),
]);

/** Attributes that are read: those of every element and those of one, addresses among them. All others vanish. */
export const COMMON_ATTRIBUTES = words('dir lang title');
export const ATTRIBUTES: Readonly<Record<string, ReadonlySet<string>>> = lookup({
  a: words('href'),
  area: words('href'),
  input: words('src'),
  blockquote: words('cite'),
  q: words('cite'),
  img: words('src srcset alt width height data-src data-original data-lazy-src data-lazy data-srcset'),
  video: words('src poster width height type'),
  audio: words('src type'),
  source: words('src type'),
  track: words('src kind srclang label'),
  iframe: words('src data-videoid'),
  embed: words('src'),
  object: words('data'),
  param: words('name value'),
  td: words('colspan rowspan'),
  th: words('colspan rowspan scope'),
  col: words('span'),
  colgroup: words('span'),
  ol: words('start type reversed'),
  li: words('value'),
  time: words('datetime'),
  del: words('datetime'),
  font: FONT_ATTRIBUTES,
  ins: words('datetime'),
});
