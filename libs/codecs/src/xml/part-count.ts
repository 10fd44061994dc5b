import { tooLarge } from '../limits.js';

/** Elements and attributes that are held, together. */
const MOST_HELD = 500_000;
/** The same where they are not held: fifty thousand addresses of a sitemap, thirty to each. */
const MOST_PASSING = 1_500_000;

/** Counts the elements and attributes of a document. */
export class PartCount {
  private count = 0;
  private readonly most: number;

  /** @param arePassing whether each element of the root is handed over and forgotten */
  constructor(arePassing: boolean) {
    this.most = arePassing ? MOST_PASSING : MOST_HELD;
  }

  /** @throws UndecodableDocument `decode.too-large` */
  add(more: number): void {
    this.count += more;
    if (this.count > this.most) throw tooLarge(`it has more than ${this.most} elements and attributes`);
  }
}
