/** Parameters that say where a reader came from. */
const TRACKING =
  /^(?:utm_|mtm_|pk_|piwik_|hsa_|stm_|at_(?:medium|campaign|custom)|ns_|mc_|__hs|_hs|oly_|vero_|s_cid)/;
const TRACKERS: ReadonlySet<string> = new Set([
  'fbclid',
  'gclid',
  'gclsrc',
  'dclid',
  'gbraid',
  'wbraid',
  'msclkid',
  'yclid',
  'ysclid',
  'ymclid',
  'twclid',
  'ttclid',
  'igshid',
  'igsh',
  'mkt_tok',
  'cmpid',
  'ftag',
  '_openstat',
  'wt_mc',
  'wt.mc_id',
]);

/** Parts of a signature: a storage service makes a new one each time it is asked for the same file. */
const SIGNATURE = /^x-(?:amz|goog|oss|obs|cos)-/;
/** A parameter that is a signature, and those of which one at least stands beside it and changes with it. */
const SIGNED_WITH: Readonly<Record<string, readonly string[]>> = {
  signature: [
    'expires',
    'policy',
    'key-pair-id',
    'awsaccesskeyid',
    'googleaccessid',
    'ossaccesskeyid',
    'accesskeyid',
  ],
  sig: ['se', 'sp', 'sv', 'sr', 'st', 'spr', 'sip', 'skoid', 'sktid', 'skt', 'ske', 'sks', 'skv'],
  token: ['expires', 'exp', 'e'],
  md5: ['expires'],
  oh: ['oe', '_nc_ohc', '_nc_gid', '_nc_oc', '_nc_zt', '_nc_ht'],
};
/** Signatures of delivery networks, which hold their own time. */
const WHOLE_SIGNATURES: ReadonlySet<string> = new Set(['hdnts', 'hdnea', 'hdntl', '__token__', '__gda__']);

/** Where any of these names may begin: most addresses have none, and one look tells. */
const MAY_CHANGE = new RegExp(
  `[?&;](?:${[
    ...[TRACKING, SIGNATURE].map(({ source }) => source.slice(1)),
    ...[...TRACKERS, ...WHOLE_SIGNATURES, ...Object.keys(SIGNED_WITH)],
  ].join('|')})`,
  'i',
);

/**
 * An address without what changes from one reading to the next while the page or file stays the same: parameters of
 * campaigns (`utm_*`, `fbclid` …) and signatures that expire (Amazon, Google, Azure, Akamai and those that follow
 * them). For comparing alone: such an address may no longer be fetched.
 */
export function stableAddress(address: string): string {
  const query = address.indexOf('?');
  if (query < 0 || !MAY_CHANGE.test(address)) return address;
  const hash = address.indexOf('#', query);
  const end = hash < 0 ? address.length : hash;
  const parameters = address.slice(query + 1, end).split(/&amp;|&/);
  const names = parameters.map((parameter) => parameter.split('=', 1)[0]!.toLowerCase());
  const dropped = new Set(names.filter((name) => isTracking(name) || WHOLE_SIGNATURES.has(name)));
  for (const name of names) {
    const others = Object.hasOwn(SIGNED_WITH, name) ? SIGNED_WITH[name]! : [];
    if (!others.some((other) => names.includes(other))) continue;
    for (const one of [name, ...others]) dropped.add(one);
  }
  if (dropped.size === 0) return address;
  const rest = parameters.filter((_, i) => !dropped.has(names[i]!)).join('&');
  return `${address.slice(0, query)}${rest === '' ? '' : `?${rest}`}${address.slice(end)}`;
}

/** What signs an address of a file by itself: a page may use such a name for something else. */
const FILE_SIGNATURES: ReadonlySet<string> = new Set([
  'token',
  'access_token',
  'auth_token',
  'auth_key',
  'sig',
  'sign',
  'signature',
  'hmac',
  'expires',
  'expiry',
  'exp',
  'policy',
  'key-pair-id',
]);
const NAMES_A_FILE =
  /\.(?:jpe?g|png|gif|webp|avif|heic|svg|tiff?|mp4|m4v|mov|webm|mxf|mpd|m3u8|ts|mp3|m4a|aac|og[ga]|opus|wav|flac|vtt|srt|ttml|pdf)$/i;
/** One of several hosts that serve the same files: `cdn2.`, `img-3.`, `static01.`, `i1.` before a name of two labels or more. */
const SHARD =
  /^(https?:\/\/(?:cdn|edge|cache|static|st|assets?|media|images?|img|pics?|photos?|thumbs?|videos?|vod|stream|files?|[impsv]))[-_]?\d{1,3}(?=\.[^./]+\.[^/]+\/[^/])/i;

/**
 * The address of a picture, video or other file without what changes while the file stays the same: what `stableAddress`
 * leaves out, signatures that stand alone (`token=`, `sig=`, `expires=`) where the path itself names the file, and the
 * number of the host among those of a delivery network (`cdn2.` → `cdn.`). For comparing alone.
 */
export function stableFileAddress(address: string): string {
  const stable = stableAddress(SHARD.test(address) ? address.replace(SHARD, '$1') : address);
  const query = stable.indexOf('?');
  if (query < 0 || !NAMES_A_FILE.test(stable.slice(0, query))) return stable;
  const hash = stable.indexOf('#', query);
  const end = hash < 0 ? stable.length : hash;
  const parameters = stable.slice(query + 1, end).split(/&amp;|&/);
  const rest = parameters.filter((one) => !FILE_SIGNATURES.has(one.split('=', 1)[0]!.toLowerCase()));
  if (rest.length === parameters.length) return stable;
  return `${stable.slice(0, query)}${rest.length === 0 ? '' : `?${rest.join('&')}`}${stable.slice(end)}`;
}

const isTracking = (name: string): boolean =>
  TRACKERS.has(name) || TRACKING.test(name) || SIGNATURE.test(name);
