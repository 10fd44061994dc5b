/**
 * Conditions that are there only when they were asked for, so that each query is planned for what it really asks.
 * `condition` has one `?` where the value goes.
 */
export class SqlFilter {
  private readonly conditions: string[] = [];
  readonly values: unknown[] = [];

  and(condition: string, value: unknown): this {
    if (value === undefined) return this;
    this.conditions.push(condition.replace('?', this.parameter(value)));
    return this;
  }

  /** `WHERE …`, or nothing. */
  get where(): string {
    return this.conditions.length === 0 ? '' : `WHERE ${this.conditions.join(' AND ')}`;
  }

  /** The place of one more value. */
  parameter(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
