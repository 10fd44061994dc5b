const MASK = '***';

/**
 * A value that must never be printed: `***` in text, JSON, logs and `console.log` alike. `reveal()` is the only way to
 * it, so that a search for `reveal` finds every place where a secret leaves its wrapping.
 */
export class Secret {
  readonly #value: string | undefined;

  private constructor(
    value: string | undefined,
    /** Where it came from, `${env:NAME}` or `${file:/path}`; not secret itself. Absent when it was typed in. */
    readonly reference?: string,
  ) {
    this.#value = value;
  }

  static of(value: string, reference?: string): Secret {
    return new Secret(value, reference);
  }

  /** Stands for a reference that was deliberately not read, as when a configuration is only checked. */
  static unresolved(reference: string): Secret {
    return new Secret(undefined, reference);
  }

  get resolved(): boolean {
    return this.#value !== undefined;
  }

  /** @throws Error when the secret was never resolved */
  reveal(): string {
    if (this.#value === undefined) throw new Error(`the secret ${this.reference} was not resolved`);
    return this.#value;
  }

  /** Unresolved secrets are equal when their references are. */
  equals(other: Secret): boolean {
    return this.#value === undefined || other.#value === undefined
      ? this.reference !== undefined && this.reference === other.reference
      : this.#value === other.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK;
  }
}

/** A deep copy of plain settings in which every secret is replaced, for sealing before storage or for export. */
export function replaceSecrets(value: unknown, replace: (secret: Secret) => unknown): unknown {
  if (value instanceof Secret) return replace(value);
  if (Array.isArray(value)) return value.map((element) => replaceSecrets(element, replace));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [key, replaceSecrets(element, replace)]),
  );
}
