import type { JsonDocument } from '../codec.js';
import { tooLarge } from '../limits.js';
import { inLowerCase } from '../xml/lower-name.js';

/** Far more than any object of ninjs has. */
const MAX_KEYS = 10_000;
/** Objects in an item, which has some hundreds: each is held until it is known what of it nobody asked for. */
const MAX_OBJECTS = 20_000;

interface Field {
  /** As the document spells it. */
  key: string;
  value: unknown;
  isAsked: boolean;
}

/**
 * A JSON object whose keys are read without regard to case: ninjs 1 and 2 spell `versioncreated`, ninjs 3
 * `versionCreated`. It remembers what was asked for, so that what nobody asked for can be reported.
 */
export class JsonFields {
  /** By their keys in lower case. */
  private readonly fields = new Map<string, Field>();
  /** Objects that were asked for, so that what is unread in them is found too. */
  private readonly inner = new Map<object, { name: string; fields: JsonFields }>();
  /** What stands in lists and is not of the kind that the list is of, by the list's name. */
  private readonly misplaced: [string, unknown][] = [];
  /** Values whose keys are a later one's, but for its case. */
  private readonly earlier: Field[] = [];
  private isLeftOut = false;

  /**
   * @param made how many objects were made of the item that this one is of, and what objects of the document said before
   * @param written the object as it stands in the document
   */
  constructor(
    object: object,
    private readonly made: { objects: number; earlier?: JsonDocument['earlier'] } = { objects: 0 },
    written = object,
  ) {
    if (++made.objects > MAX_OBJECTS) throw tooLarge(`an item has more than ${MAX_OBJECTS} objects`);
    const keys = Object.keys(object);
    if (keys.length > MAX_KEYS) throw tooLarge(`an object has more than ${MAX_KEYS} keys`);
    // They are told already, for whatever asks for them.
    for (const [key, value] of made.earlier?.get(written) ?? [])
      this.earlier.push({ key, value, isAsked: true });
    for (const key of keys) {
      const name = inLowerCase(key);
      const before = this.fields.get(name);
      if (before) this.earlier.push(before);
      this.fields.set(name, { key, value: (object as Record<string, unknown>)[key], isAsked: false });
    }
  }

  /**
   * The value under the first of the names that is there, `null` counted as absent. What the later ones say is unread,
   * unless they say the same.
   */
  get(...names: string[]): unknown {
    return this.first(names, false);
  }

  /** @param passesObjects whether what is a list or object stays unread */
  private first(names: readonly string[], passesObjects: boolean): unknown {
    let found: unknown;
    for (const name of names) {
      const field = this.fields.get(name);
      if (field === undefined || (passesObjects && typeof field.value === 'object')) continue;
      const value = field.value ?? undefined;
      if (found === undefined || value === found) field.isAsked = true;
      found ??= value;
    }
    return found;
  }

  /** Counts as read whatever stands under the names. */
  passOver(...names: readonly string[]): void {
    for (const name of names) this.has(name);
  }

  /**
   * Every value, even `null`, under a key that is one of the names but for its case and what is no letter, with that key: for what
   * must not be overlooked, however a sender spells it.
   */
  alike(...names: string[]): [key: string, value: unknown][] {
    const isMeant = (name: string): boolean => names.includes(withoutSigns(name));
    const found: [string, unknown][] = [];
    for (const one of this.earlier) {
      if (!isMeant(inLowerCase(one.key))) continue;
      one.isAsked = true;
      found.push([one.key, one.value]);
    }
    for (const [name, field] of this.fields) {
      if (!isMeant(name)) continue;
      field.isAsked = true;
      found.push([field.key, field.value]);
    }
    return found;
  }

  /** A text that is looked at, and counts as read only if it is asked for too. */
  peek(name: string): string | undefined {
    return scalar(this.fields.get(name)?.value);
  }

  /** Each text under the key, the last of them last; they are looked at, as by `peek`. */
  peekAll(name: string): string[] {
    const before = this.earlier
      .filter(({ key }) => key.toLowerCase() === name)
      .map(({ value }) => scalar(value));
    return [...before, this.peek(name)].filter((text) => text !== undefined);
  }

  /** An object that is looked at as it stands. */
  peekObject(...names: string[]): object | undefined {
    return names.map((name) => this.fields.get(name)?.value).find(isObject);
  }

  has(name: string): boolean {
    const field = this.fields.get(name);
    if (field) field.isAsked = true;
    return field !== undefined;
  }

  /** A key as the document spells it. */
  spelling(name: string): string {
    return this.fields.get(name)?.key ?? name;
  }

  /** A string, or a number or boolean as one: some senders write a version as a number. */
  text(...names: string[]): string | undefined {
    // What should be a text and is a list or object stays unread, and so is reported.
    return scalar(this.first(names, true));
  }

  /** A text, or each text of a list. */
  texts(...names: string[]): string[] {
    const value = this.get(...names);
    if (!Array.isArray(value)) {
      const text = this.text(...names);
      return text ? [text] : [];
    }
    const texts = value.map(scalar);
    value.forEach((one, i) => {
      if (texts[i] === undefined && one !== null) this.misplaced.push([this.present(names), one]);
    });
    return texts.filter((text) => text !== undefined);
  }

  object(...names: string[]): JsonFields | undefined {
    const value = this.get(...names);
    return isObject(value) ? this.child(value, names) : undefined;
  }

  /** The objects of a list; one object alone counts as a list, and strings become `{ name }`. */
  list(...names: string[]): JsonFields[] {
    const value = this.get(...names);
    const found: JsonFields[] = [];
    if (value === undefined) return found;
    for (const one of Array.isArray(value) ? value : [value]) {
      if (isObject(one)) found.push(this.child(one, names));
      else if (typeof one === 'string') found.push(new JsonFields({ name: one }, this.made));
      else if (one !== null) this.misplaced.push([this.present(names), one]);
    }
    return found;
  }

  /** A list of objects, or an object of them by name, as ninjs 1 has it; the name is added as `name`. */
  named(...names: string[]): JsonFields[] {
    const value = this.get(...names);
    if (!isObject(value)) return this.list(...names);
    return Object.entries(value).flatMap(([name, one]) =>
      (Array.isArray(one) ? one : [one]).flatMap((object) => {
        if (isObject(object)) return [this.child(object, names, name)];
        if (object !== null) this.misplaced.push([`${this.present(names)}/${name}`, object]);
        return [];
      }),
    );
  }

  /** Keys whose name begins so, as ninjs 1 has `body_xhtml`: the rest of the name and the text. */
  suffixed(prefix: string): [suffix: string, text: string][] {
    const found: [string, string][] = [];
    for (const [name, field] of this.fields) {
      if (!name.startsWith(prefix)) continue;
      field.isAsked = true;
      if (typeof field.value === 'string') found.push([name.slice(prefix.length), field.value]);
    }
    return found;
  }

  /** Texts under keys of the sender's own making, in lower case. */
  matching(pattern: Pick<RegExp, 'test'>): [key: string, text: string][] {
    const keys = [...this.fields.keys()].filter((key) => pattern.test(key));
    const before = this.earlier.filter(({ key }) => pattern.test(key.toLowerCase()));
    return [
      ...before.map(({ key, value }): [string, string] => [key.toLowerCase(), asText(value)]),
      ...keys.map((key): [string, string] => [key, this.text(key) ?? asText(this.fields.get(key)?.value)]),
    ];
  }

  /** The whole object is left out, and has been reported. */
  leaveOut(): void {
    this.isLeftOut = true;
  }

  /** One object of the document is one set of fields, however often it is asked for. */
  private child(object: object, names: readonly string[], name?: string): JsonFields {
    const known = this.inner.get(object);
    if (known) return known.fields;
    const fields = new JsonFields(name === undefined ? object : { name, ...object }, this.made, object);
    this.inner.set(object, { name: this.present(names), fields });
    return fields;
  }

  private present(names: readonly string[]): string {
    return names.find((one) => this.fields.has(one)) ?? names[0]!;
  }

  /**
   * What nobody asked for, in the objects inside too: each path once, with the values that stand there. Objects that are
   * read by themselves are left out.
   *
   * @param beyond is given each further value at a path that has shown enough already
   */
  unread(
    except: ReadonlySet<JsonFields> = new Set(),
    beyond?: (path: string, text: string) => void,
  ): ReadonlyMap<string, string> {
    if (this.isLeftOut) return NOTHING;
    let found: Map<string, string> | undefined;
    const add = (path: string, text: string): void => {
      found ??= new Map();
      const known = found.get(path);
      if (known === undefined) found.set(path, text);
      else if (known.length >= ENOUGH) beyond?.(path, text);
      else if (!known.split(', ').includes(text)) found.set(path, `${known}, ${text}`);
    };
    for (const { key, value, isAsked } of this.fields.values()) {
      if (isAsked || value === null || value === '') continue;
      add(key, scalar(value) ?? JSON.stringify(value));
    }
    for (const { key, value, isAsked } of this.earlier) {
      if (isAsked || value === null || value === '') continue;
      const text = scalar(value) ?? JSON.stringify(value);
      const kept = this.fields.get(inLowerCase(key))?.value;
      if (text !== (scalar(kept) ?? JSON.stringify(kept))) add(key, text);
    }
    for (const [name, value] of this.misplaced)
      add(this.spelling(name), scalar(value) ?? JSON.stringify(value));
    for (const { name, fields } of this.inner.values()) {
      if (except.has(fields)) continue;
      const within = `${this.spelling(name)}/`;
      const inside = fields.unread(except, beyond && ((path, text) => beyond(within + path, text)));
      for (const [path, text] of inside) add(within + path, text);
    }
    return found ?? NOTHING;
  }
}

const NOTHING: ReadonlyMap<string, string> = new Map();
/** As much as a warning shows. */
const ENOUGH = 200;

const withoutSigns = (key: string): string => (SIGNS.test(key) ? key.replace(/[\W_]/g, '') : key);
const SIGNS = /[\W_]/;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const scalar = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

/** A value as text, whatever it is. */
const asText = (value: unknown): string =>
  scalar(value) ?? (value === undefined || value === null ? '' : JSON.stringify(value));
