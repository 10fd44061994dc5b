import { type DynamicModule, Module } from '@nestjs/common';
import type { Gatekeeper } from './access/gatekeeper.js';
import type { SessionCookie } from './access/sign-in.controller.js';
import { SignInController } from './access/sign-in.controller.js';
import { GATEKEEPER, SERVICES, SESSION_COOKIE } from './api.tokens.js';
import type { ApiServices } from './api-services.js';
import { AssetsController } from './pages/assets.controller.js';
import { CatalogueController } from './rest/catalogue.controller.js';
import { ControlsController } from './rest/controls.controller.js';
import { ExchangeController } from './rest/exchange.controller.js';
import { LedgerController } from './rest/ledger.controller.js';

export interface ApiModuleParts {
  services: ApiServices;
  gatekeeper: Gatekeeper;
  session: SessionCookie;
}

@Module({})
export class ApiModule {}

/** The controllers and what they are given. */
export function apiModule({ services, gatekeeper, session }: ApiModuleParts): DynamicModule {
  return {
    module: ApiModule,
    providers: [
      { provide: SERVICES, useValue: services },
      { provide: GATEKEEPER, useValue: gatekeeper },
      { provide: SESSION_COOKIE, useValue: session },
    ],
    controllers: [
      AssetsController,
      SignInController,
      CatalogueController,
      LedgerController,
      ExchangeController,
      ControlsController,
    ],
  };
}
