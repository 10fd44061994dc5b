const NAMES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** An attribute's value as it was before it was escaped. */
const read = (value: string): string =>
  value.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMES[name.toLowerCase()] ?? whole;
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

const attribute = (tag: string, name: string): string | undefined => {
  const [, double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag) ?? [];
  const value = double ?? single;
  return value === undefined ? undefined : read(value);
};

const FILE = /<(img|source|track)\b(?:[^>"']|"[^"]*"|'[^']*')*>(?:\s*<\/\1\s*>)?/gi;
const PLAYER = /(<(video|audio)\b(?:[^>"']|"[^"]*"|'[^']*')*>)([\s\S]*?)<\/\2\s*>/gi;
const POINTER = /\s(?:href|poster)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;

/**
 * Takes the files named by `hrefs` out of a well-formed XHTML fragment such as `record.body`: pictures, players and
 * their sources go, a player left without a source goes too, and a link to such a file keeps its words and loses its
 * target. All else stays letter for letter.
 */
export function withoutMedia(body: string, hrefs: ReadonlySet<string>): string {
  if (hrefs.size === 0) return body;
  const refused = (value: string | undefined): boolean => value !== undefined && hrefs.has(value);
  return body
    .replace(FILE, (tag) => (refused(attribute(tag, 'src')) ? '' : tag))
    .replace(PLAYER, (player, start: string, _name, inside: string) => {
      const own = attribute(start, 'src');
      const empty = own === undefined && !/<source\b/i.test(inside);
      return refused(own) || empty ? '' : player;
    })
    .replace(POINTER, (pointer, double?: string, single?: string) =>
      refused(read(double ?? single ?? '')) ? '' : pointer,
    );
}
