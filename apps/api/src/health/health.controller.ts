import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../access/access.guard.js';
import { SERVICES } from '../api.tokens.js';
import type { ApiServices } from '../api-services.js';

@ApiExcludeController()
@Allow('public')
@Controller('health')
export class HealthController {
  constructor(@Inject(SERVICES) private readonly services: Pick<ApiServices, 'database' | 'doorbell'>) {}

  /** The process runs. Says nothing of anything else: a restart would not mend a database. */
  @Get('live')
  live() {
    return { status: 'live' };
  }

  /** Whether requests can be answered: 503 until they can. A queue that is down delays and does not stop deliveries. */
  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const [database, queue] = await Promise.all([
      this.services.database.check(),
      this.services.doorbell.check(),
    ]);
    const status = database.ok ? (queue.ok ? 'ready' : 'degraded') : 'not-ready';
    reply
      .status(database.ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status, checks: { database, queue } });
  }
}
