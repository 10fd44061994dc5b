import type { SchemaElement, ValueKind } from './xsd-places.js';

/** The elements that a DTD declares, for the search in `lost-places.ts`. */
export class DtdSchema {
  private readonly models = new Map<string, string>();
  private readonly attributes = new Map<string, Map<string, ValueKind>>();

  constructor(text: string) {
    const entities = new Map<string, string>();
    const expanded = (part: string): string =>
      part.replace(/%([\w.-]+);/g, (_, name: string) => expanded(entities.get(name) ?? ''));
    const bare = text.replace(/<!--[\s\S]*?-->/g, '');
    for (const [, name, value] of bare.matchAll(/<!ENTITY\s+%\s+([\w.-]+)\s+"([^"]*)"\s*>/g)) {
      entities.set(name!, value!);
    }
    for (const [, name, model] of bare.matchAll(/<!ELEMENT\s+([\w.-]+)\s+([^>]*)>/g)) {
      this.models.set(name!, expanded(model!));
    }
    for (const [, name, list] of bare.matchAll(/<!ATTLIST\s+([\w.-]+)\s+([^>]*)>/g)) {
      const known = this.attributes.get(name!) ?? new Map<string, ValueKind>();
      this.attributes.set(name!, known);
      const DEFINITION =
        /([\w.:-]+)\s+(CDATA|ID|IDREFS?|NMTOKENS?|ENTITY|\([^)]*\))\s+(?:#\w+(?:\s+"[^"]*")?|"[^"]*"|'[^']*')/g;
      for (const [, attribute, type] of expanded(list!).matchAll(DEFINITION)) {
        const words = type!.startsWith('(')
          ? type!
              .slice(1, -1)
              .split('|')
              .map((word) => word.trim())
          : undefined;
        known.set(attribute!, words ?? (type === 'CDATA' ? 'text' : 'name'));
      }
    }
  }

  element(name: string): SchemaElement {
    const model = this.models.get(name) ?? '';
    const names = [...new Set(model.match(/[A-Za-z][\w.-]*/g) ?? [])].filter((one) => this.models.has(one));
    return {
      name,
      attributes: this.attributes.get(name) ?? new Map(),
      isOpen: false,
      children: () => names.map((one) => this.element(one)),
      ...(model.includes('#PCDATA') || model === 'ANY' ? { text: 'text' as const } : {}),
    };
  }
}
