// Looked up once: a global is slow to reach for code that runs in a context of its own, as tests do.
const { imul } = Math;

/** Numbers in a MinHash signature, and how they are cut for looking up: 32 bands of 4 rows. */
const SIGNATURE_SIZE = 128;
const BANDS = 32;
const ROWS = SIGNATURE_SIZE / BANDS;

/** FNV-1a over UTF-16 code units, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
export function mixed(value: number): number {
  let hash = value;
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const SEEDS = Uint32Array.from({ length: SIGNATURE_SIZE }, (_, i) => mixed(i + 1));

/** Hashes of all runs of `size` neighbouring words, each once. */
export function shinglesOf(words: readonly string[], size: number): Set<number> {
  const hashes = words.map(hashOf);
  const shingles = new Set<number>();
  for (let from = 0; from + size <= hashes.length; from++) {
    let hash = 0;
    for (let i = from; i < from + size; i++) hash = mixed(imul(hash, 31) + hashes[i]!);
    shingles.add(hash);
  }
  return shingles;
}

/**
 * The MinHash of a set (A. Broder, On the resemblance and containment of documents, 1997): the share of equal numbers in two
 * of them estimates the Jaccard similarity of their sets, with a standard error of 0.044 at most.
 */
export function minHashOf(shingles: Iterable<number>): Uint32Array {
  const minima = new Uint32Array(SIGNATURE_SIZE).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let i = 0; i < SIGNATURE_SIZE; i++) {
      const hash = mixed(shingle ^ SEEDS[i]!);
      if (hash < minima[i]!) minima[i] = hash;
    }
  }
  return minima;
}

/** 0 to 1: the estimated Jaccard similarity. */
export function minHashSimilarity(a: Uint32Array, b: Uint32Array): number {
  let equal = 0;
  for (let i = 0; i < SIGNATURE_SIZE; i++) if (a[i] === b[i]) equal++;
  return equal / SIGNATURE_SIZE;
}

/**
 * Keys under which similar sets are found: two sets of similarity s share a key with probability 1 − (1 − s⁴)³², which is
 * 0.87 at 0.5 and 0.99 at 0.6.
 */
export function bandKeys(signature: Uint32Array): number[] {
  return Array.from({ length: BANDS }, (_, band) => {
    let hash = band;
    for (let row = 0; row < ROWS; row++) hash = mixed(imul(hash, 31) + signature[band * ROWS + row]!);
    return hash | 0;
  });
}

/** 0 to 1: what two sets share of all they have; 0 for two empty ones. */
export function jaccard<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  const shared = sharedCount(a, b);
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}

export function sharedCount<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  let shared = 0;
  for (const one of a) if (b.has(one)) shared++;
  return shared;
}
