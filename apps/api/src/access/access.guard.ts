import { type CanActivate, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem/problem.js';
import type { Gatekeeper } from './gatekeeper.js';

/**
 * Who may use a route. `administrator` is what a route without a word gets: forgetting fails closed.
 * `page` is an administrator with a browser: sent to the sign-in instead of refused.
 * `destination` is the destination named by the path's `id`, or an administrator.
 * `partner` is any destination, or an administrator: the controller asks who it is, and answers of that alone.
 */
export type Access = 'public' | 'administrator' | 'page' | 'destination' | 'partner';

const ACCESS = 'korpu:access';
export const Allow = (access: Access) => SetMetadata(ACCESS, access);

export class AccessGuard implements CanActivate {
  private readonly reflector = new Reflector();

  constructor(private readonly gatekeeper: Gatekeeper) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, targets) ?? 'administrator';
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id?: string } }>>();
    if (access === 'page') {
      await this.gatekeeper.admitBrowser(request);
      return true;
    }
    const caller = await this.gatekeeper.callerOf(request, access === 'destination' ? 'basic' : 'bearer');
    if (caller.role === 'administrator' || access === 'partner') return true;
    if (access === 'destination' && caller.destinationId === request.params.id) return true;
    // Whether another destination exists is none of this caller's business.
    throw new ProblemError(
      'not-permitted',
      "A destination's key is for that destination's own feed, receipts, recalls, sequence numbers and public keys.",
    );
  }
}
