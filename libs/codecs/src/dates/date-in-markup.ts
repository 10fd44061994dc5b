const LONGEST = 1000;

/** The date of a piece of HTML, `<time datetime="2019-05-12T10:00:00Z">Sunday</time>`: what is meant for machines, else the text. */
export function dateInMarkup(value: string): string {
  if (!value.includes('<') || value.length > LONGEST) return value;
  const machine = /<time\b[^<>]*?\sdatetime\s*=\s*["']([^"'<>]+)/i.exec(value)?.[1];
  return machine ?? value.replace(/<[^<>]*>/g, ' ').trim();
}
