/**
 * Numbers positive integers in the order they come: a Map, read many times as fast (open addressing, the key and its number
 * side by side in one flat array).
 */
export class KeyTable {
  private slots: Int32Array;
  private mask: number;
  size = 0;

  constructor(most = 1024) {
    let slots = 16;
    while (slots < most * 1.5) slots *= 2;
    this.mask = slots - 1;
    this.slots = new Int32Array(slots * 2);
  }

  /** The key's number; -1 where it has none. */
  find(key: number): number {
    const { slots, mask } = this;
    for (let slot = startOf(key) & mask; ; slot = (slot + 1) & mask) {
      const found = slots[slot * 2]!;
      if (found === key) return slots[slot * 2 + 1]!;
      if (found === 0) return -1;
    }
  }

  /** The key's number, a new one where it had none. */
  add(key: number): number {
    const found = this.find(key);
    if (found >= 0) return found;
    if (this.size * 3 >= this.mask * 2) this.grow();
    this.put(key, this.size);
    return this.size++;
  }

  /** Every key, by its number. */
  all(): Int32Array {
    const keys = new Int32Array(this.size);
    const { slots } = this;
    for (let at = 0; at < slots.length; at += 2) if (slots[at] !== 0) keys[slots[at + 1]!] = slots[at]!;
    return keys;
  }

  clear(): void {
    this.slots.fill(0);
    this.size = 0;
  }

  private put(key: number, number: number): void {
    let slot = startOf(key) & this.mask;
    while (this.slots[slot * 2] !== 0) slot = (slot + 1) & this.mask;
    this.slots[slot * 2] = key;
    this.slots[slot * 2 + 1] = number;
  }

  private grow(): void {
    const keys = this.all();
    this.slots = new Int32Array(this.slots.length * 2);
    this.mask = this.mask * 2 + 1;
    for (let number = 0; number < keys.length; number++) this.put(keys[number]!, number);
  }
}

const startOf = (key: number): number => Math.imul(key, 0x9e3779b1) >>> 9;
