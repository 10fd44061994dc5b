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

/**
 * An address without what changes from one reading to the next while the page or file stays the same: parameters of
 * campaigns (`utm_*`, `fbclid` …) and signatures that expire (Amazon, Google, Azure, Akamai and those that follow
 * them). For comparing alone: such an address may no longer be fetched.
 */
export function stableAddress(address: string): string {
  const query = address.indexOf('?');
  if (query < 0) return address;
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

const isTracking = (name: string): boolean =>
  TRACKERS.has(name) || TRACKING.test(name) || SIGNATURE.test(name);
