/** Collects the conditions of a WHERE clause whose values are all parameters. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly #parts: string[] = [];

  /** @param condition with `?` where the value goes; left out when there is no value */
  add(condition: string, value: unknown): this {
    if (value === undefined) return this;
    this.#parts.push(condition.replaceAll('?', this.parameter(value)));
    return this;
  }

  /** `$n` for a value. */
  parameter(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  get where(): string {
    return this.#parts.length === 0 ? 'true' : this.#parts.join(' AND ');
  }
}
