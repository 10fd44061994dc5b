const { imul } = Math;

/**
 * Numbers positive integers in the order they come: a Map, read many times as fast (open addressing, the key and its number
 * side by side in one flat array).
 */
export class KeyTable {
  private slots: Int32Array;
  private mask: number;
  private keys: Int32Array;
  size = 0;

  constructor(most = 1024) {
    let slots = 16;
    while (slots < most * 1.5) slots *= 2;
    this.mask = slots - 1;
    this.slots = new Int32Array(slots * 2);
    this.keys = new Int32Array(slots);
  }

  /** The key's number; -1 where it has none. */
  find(key: number): number {
    const { slots, mask } = this;
    for (let slot = (imul(key, SPREAD) >>> 9) & mask; ; slot = (slot + 1) & mask) {
      const found = slots[slot * 2]!;
      if (found === key) return slots[slot * 2 + 1]!;
      if (found === 0) return -1;
    }
  }

  /** The key's number, a new one where it had none. */
  add(key: number): number {
    const { slots, mask } = this;
    let slot = (imul(key, SPREAD) >>> 9) & mask;
    for (; slots[slot * 2] !== 0; slot = (slot + 1) & mask)
      if (slots[slot * 2] === key) return slots[slot * 2 + 1]!;
    slots[slot * 2] = key;
    slots[slot * 2 + 1] = this.size;
    this.keys[this.size] = key;
    if (++this.size * 3 >= mask * 2) this.grow();
    return this.size - 1;
  }

  /** Every key, by its number; what is read changes with the table. */
  all(): Int32Array {
    return this.keys.subarray(0, this.size);
  }

  clear(): void {
    this.slots.fill(0);
    this.size = 0;
  }

  private grow(): void {
    const larger = new KeyTable(this.slots.length / 2);
    for (let number = 0; number < this.size; number++) larger.add(this.keys[number]!);
    this.mask = larger.mask;
    this.slots = larger.slots;
    this.keys = larger.keys;
  }
}

/** Spreads neighbours: 2^32 by the golden ratio. */
const SPREAD = 0x9e3779b1 | 0;
