import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../access/access.guard.js';
import { notFound } from '../problem/problem.js';
import { ASSETS } from './assets.js';

@ApiExcludeController()
@Allow('public')
@Controller()
export class AssetsController {
  @Get('assets/:hash/:name')
  asset(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const asset = ASSETS.get(request.url);
    if (!asset) throw notFound('file', request.url);
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type(asset.contentType)
      .send(asset.text);
  }

  /** Browsers ask for it unasked; an answer without content keeps the log clean. */
  @Get('favicon.ico')
  icon(@Res() reply: FastifyReply): void {
    reply.header('cache-control', 'public, max-age=86400').status(204).send();
  }
}
