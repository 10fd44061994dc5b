/** Numbers positive integers in the order they come: a Map, read many times as fast (open addressing in one flat array). */
export class KeyTable {
  private keys: Int32Array;
  private numbers: Int32Array;
  private mask: number;
  size = 0;

  constructor(most = 1024) {
    let slots = 16;
    while (slots < most * 2) slots *= 2;
    this.mask = slots - 1;
    this.keys = new Int32Array(slots);
    this.numbers = new Int32Array(slots);
  }

  /** The key's number; -1 where it has none. */
  find(key: number): number {
    for (let slot = Math.imul(key, 0x9e3779b1) >>> 7; ; slot++) {
      const found = this.keys[slot & this.mask]!;
      if (found === key) return this.numbers[slot & this.mask]!;
      if (found === 0) return -1;
    }
  }

  /** The key's number, a new one where it had none. */
  add(key: number): number {
    const found = this.find(key);
    if (found >= 0) return found;
    if ((this.size + 1) * 2 > this.keys.length) this.grow();
    this.put(key, this.size);
    return this.size++;
  }

  /** Every key, by its number. */
  all(): Int32Array {
    const keys = new Int32Array(this.size);
    this.keys.forEach((key, slot) => {
      if (key !== 0) keys[this.numbers[slot]!] = key;
    });
    return keys;
  }

  private put(key: number, number: number): void {
    let slot = Math.imul(key, 0x9e3779b1) >>> 7;
    while (this.keys[slot & this.mask] !== 0) slot++;
    this.keys[slot & this.mask] = key;
    this.numbers[slot & this.mask] = number;
  }

  private grow(): void {
    const { keys, numbers } = this;
    this.keys = new Int32Array(keys.length * 2);
    this.numbers = new Int32Array(keys.length * 2);
    this.mask = this.keys.length - 1;
    keys.forEach((key, slot) => {
      if (key !== 0) this.put(key, numbers[slot]!);
    });
  }
}
