/** The command was called in a way that cannot work; the message says what to change. Exit status 2. */
export class UsageFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageFault';
  }
}
