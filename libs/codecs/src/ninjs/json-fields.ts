/**
 * A JSON object whose keys are read without regard to case: ninjs 1 and 2 spell `versioncreated`, ninjs 3
 * `versionCreated`. It remembers what was asked for, so that what nobody asked for can be reported.
 */
export class JsonFields {
  private readonly values = new Map<string, unknown>();
  private readonly spellings = new Map<string, string>();
  private readonly asked = new Set<string>();

  constructor(object: object) {
    for (const [key, value] of Object.entries(object)) {
      this.values.set(key.toLowerCase(), value);
      this.spellings.set(key.toLowerCase(), key);
    }
  }

  /** The value under the first of the names that is there, `null` counted as absent. */
  get(...names: string[]): unknown {
    let found: unknown;
    for (const name of names) {
      this.asked.add(name);
      found ??= this.values.get(name);
    }
    return found ?? undefined;
  }

  has(name: string): boolean {
    this.asked.add(name);
    return this.values.has(name);
  }

  /** A key as the document spells it. */
  spelling(name: string): string {
    return this.spellings.get(name) ?? name;
  }

  /** A string, or a number or boolean as one: some senders write a version as a number. */
  text(...names: string[]): string | undefined {
    return scalar(this.get(...names));
  }

  object(...names: string[]): JsonFields | undefined {
    const value = this.get(...names);
    return isObject(value) ? new JsonFields(value) : undefined;
  }

  /** The objects of a list; one object alone counts as a list, and strings become `{ name }`. */
  list(...names: string[]): JsonFields[] {
    const value = this.get(...names);
    const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return list.flatMap((one) => {
      if (isObject(one)) return [new JsonFields(one)];
      return typeof one === 'string' ? [new JsonFields({ name: one })] : [];
    });
  }

  /** A list of objects, or an object of them by name, as ninjs 1 has it; the name is added as `name`. */
  named(...names: string[]): JsonFields[] {
    const value = this.get(...names);
    if (!isObject(value)) return this.list(...names);
    return Object.entries(value).flatMap(([name, one]) =>
      (Array.isArray(one) ? one : [one])
        .filter(isObject)
        .map((object) => new JsonFields({ name, ...object })),
    );
  }

  /** Keys whose name begins so, as ninjs 1 has `body_xhtml`: the rest of the name and the text. */
  suffixed(prefix: string): [suffix: string, text: string][] {
    const found: [string, string][] = [];
    for (const [key, value] of this.values) {
      if (!key.startsWith(prefix)) continue;
      this.asked.add(key);
      if (typeof value === 'string') found.push([key.slice(prefix.length), value]);
    }
    return found;
  }

  /** The keys with a value that nobody asked for. */
  unread(): string[] {
    return [...this.values]
      .filter(([key, value]) => !this.asked.has(key) && value !== null && value !== '')
      .map(([key]) => key);
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const scalar = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
