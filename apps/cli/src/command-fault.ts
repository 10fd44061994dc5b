/** Asked rightly, and it fails; the message says why and what to do. Exit status 1. */
export class CommandFault extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'CommandFault';
  }
}

/** It must be asked otherwise: a wrong option, or the name of something that is not there. Exit status 2. */
export class UsageFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageFault';
  }
}
