/** Why Korpu cannot start, in one sentence, and what to do about it: what `npm start` prints, without a stack. */
export class StartFault extends Error {
  constructor(
    problem: string,
    readonly remedy: string,
    options?: { cause?: unknown },
  ) {
    super(problem, options);
    this.name = 'StartFault';
  }
}
