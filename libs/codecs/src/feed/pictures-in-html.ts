/** `media:content` as a tag of HTML. */
const MEDIA = /<media:(?:content|thumbnail)\b((?:[^<>"']|"[^"<>]*"|'[^'<>]*')*)>/gi;
const ADDRESS = /\surl\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)/i;

/** HTML in which pictures stand as Media RSS, as some newsrooms have them where their articles show them, with `img` in their place. */
export function withPictures(html: string): string {
  if (!html.includes('<media:')) return html;
  return html.replace(MEDIA, (tag: string, attributes: string) => {
    const written = ADDRESS.exec(attributes)?.[1];
    const isOther = /\s(?:type|medium)\s*=\s*(?!["']?image)/i.test(attributes);
    if (written === undefined || isOther) return tag;
    const address = written.replace(/^["']|["']$/g, '').replaceAll('"', '&quot;');
    return `<img src="${address}">`;
  });
}
