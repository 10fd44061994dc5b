/** The command cannot do what it was asked to; the message says why and what to do. Exit status 1. */
export class CommandFault extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'CommandFault';
  }
}

/** The command was called in a way that cannot work; the message says what to change. Exit status 2. */
export class UsageFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageFault';
  }
}
