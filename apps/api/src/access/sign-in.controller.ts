import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { GATEKEEPER, SESSION_COOKIE } from '../api.tokens.js';
import { Allow } from './access.guard.js';
import type { Gatekeeper } from './gatekeeper.js';
import { signInPage } from './sign-in-page.js';

/** How the session cookie is set; `secure` follows from the public URL. */
export interface SessionCookie {
  secure: boolean;
  maxAgeSeconds: number;
}

const signInForm = z.object({ code: z.string().trim().min(1).max(200) });

/** Sign-in by one-time code, sign-out. Forms, so that both work without a script. */
@ApiExcludeController()
@Allow('public')
@Controller()
export class SignInController {
  constructor(
    @Inject(GATEKEEPER) private readonly gatekeeper: Gatekeeper,
    @Inject(SESSION_COOKIE) private readonly session: SessionCookie,
  ) {}

  @Get('sign-in')
  show(@Res() reply: FastifyReply): void {
    sendPage(reply, 200, signInPage({ spent: false }));
  }

  @Post('sign-in')
  async signIn(
    @Body({ schema: signInForm }) form: z.output<typeof signInForm>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // People paste the whole link as often as the code alone.
    const code = form.code.slice(form.code.indexOf('#') + 1);
    const token = await this.gatekeeper.signIn(code, request.ip);
    if (!token) {
      sendPage(reply, 401, signInPage({ spent: true }));
      return;
    }
    reply
      .setCookie(this.gatekeeper.cookie, token, {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure: this.session.secure,
        maxAge: this.session.maxAgeSeconds,
      })
      .redirect('/', 303);
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.gatekeeper.signOut(request);
    reply
      .clearCookie(this.gatekeeper.cookie, { path: '/', secure: this.session.secure, sameSite: 'strict' })
      .redirect('/sign-in', 303);
  }
}

function sendPage(reply: FastifyReply, status: number, page: string): void {
  reply.status(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
}
