import type { FastifyRequest } from 'fastify';
import { ProblemError, SeeOther } from '../problem/problem.js';
import { credentialsOf } from './credentials.js';
import { FailureLimit } from './failure-limit.js';

/** Who calls. An administrator may do everything; a destination reads its own pull feed and nothing else. */
export type Caller = { role: 'administrator'; name: string } | { role: 'destination'; destinationId: string };

export interface KeyBook {
  /** Undefined for a key that never was, or was revoked. */
  verify(key: string): Promise<Caller | undefined>;
}

export interface SignInBook {
  /** Spends a one-time code and answers the token of a new session; undefined when it is spent or expired already. */
  redeem(code: string): Promise<string | undefined>;
  verify(token: string): Promise<boolean>;
  end(token: string): Promise<void>;
}

/**
 * Tells who a request is from. Every wrong key counts against the address it came from, and too many are told to wait; a
 * right one passes whatever others tried from there, for a whole office or a proxy may be behind one address.
 */
export class Gatekeeper {
  private readonly callers = new WeakMap<FastifyRequest, Caller>();

  constructor(
    private readonly keys: KeyBook,
    private readonly signIns: SignInBook,
    /** The name of the session cookie. */
    readonly cookie: string,
    private readonly limit = new FailureLimit(),
  ) {}

  /**
   * @param challenge what a 401 asks for. Basic makes browsers open a dialog of their own: only where readers need it.
   * @throws ProblemError `not-authenticated` or `too-many-requests`
   */
  async callerOf(request: FastifyRequest, challenge: 'bearer' | 'basic' = 'bearer'): Promise<Caller> {
    const caller = await this.identify(request, challenge);
    this.callers.set(request, caller);
    return caller;
  }

  /** Who a request turned out to be from; undefined where nobody asked. */
  admitted(request: FastifyRequest): Caller | undefined {
    return this.callers.get(request);
  }

  private async identify(request: FastifyRequest, challenge: 'bearer' | 'basic'): Promise<Caller> {
    const unknown = (detail: string) => notAuthenticated(detail, challenge);
    const credentials = credentialsOf(request.headers.authorization, request.cookies[this.cookie]);
    switch (credentials.kind) {
      case 'none':
        throw unknown('Send an API key as "Authorization: Bearer <key>".');
      case 'unreadable':
        throw unknown('The Authorization header could not be read: send "Bearer <key>".');
      case 'session':
        // An ended session is no guess; it does not count.
        if (await this.signIns.verify(credentials.token)) return { role: 'administrator', name: 'console' };
        throw unknown('The session has ended. Sign in again.');
      case 'key': {
        const caller = await this.keys.verify(credentials.key);
        const named = credentials.user === undefined || belongsTo(credentials.user, caller);
        if (caller && named) return caller;
        this.countGuess(request.ip);
        throw unknown('The API key is not known, or was revoked.');
      }
    }
  }

  /** Lets an administrator's browser pass. @throws SeeOther the sign-in, for anyone else */
  async admitBrowser(request: FastifyRequest): Promise<void> {
    try {
      const caller = await this.callerOf(request);
      if (caller.role === 'administrator') return;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'not-authenticated') throw error;
    }
    throw new SeeOther('/sign-in');
  }

  /** Spends a one-time code; undefined when it is spent or expired. @throws ProblemError `too-many-requests` */
  async signIn(code: string, address: string): Promise<string | undefined> {
    const token = await this.signIns.redeem(code);
    if (!token) this.countGuess(address);
    return token;
  }

  async signOut(request: FastifyRequest): Promise<void> {
    const token = request.cookies[this.cookie];
    if (token) await this.signIns.end(token);
  }

  private countGuess(address: string): void {
    const seconds = this.limit.waitSeconds(address);
    if (seconds === 0) this.limit.fail(address);
    else
      throw new ProblemError(
        'too-many-requests',
        `Too many wrong keys. Try again in ${seconds} s.`,
        undefined,
        {
          'retry-after': String(seconds),
        },
      );
  }
}

function notAuthenticated(detail: string, challenge: 'bearer' | 'basic'): ProblemError {
  const schemes =
    challenge === 'basic'
      ? 'Bearer realm="korpu", Basic realm="korpu", charset="UTF-8"'
      : 'Bearer realm="korpu"';
  return new ProblemError('not-authenticated', detail, undefined, { 'www-authenticate': schemes });
}

/** With Basic, the user is the destination's id; an administrator's key goes with any user. */
const belongsTo = (user: string, caller: Caller | undefined): boolean =>
  caller?.role === 'administrator' || caller?.destinationId === user;
