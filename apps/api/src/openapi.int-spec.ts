import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { ApiServices } from './api-services.js';
import { createApi } from './create-api.js';

describe('the API description', () => {
  let app: NestFastifyApplication;
  let document: OpenAPIObject;

  beforeAll(async () => {
    // The description comes from the controllers alone: no service is ever called.
    app = await createApi({ services: {} as ApiServices, publicUrl: 'http://exchange.test', logger: false });
    document = (await app.inject('/openapi.json')).json();
  });
  afterAll(() => app.close());

  it('is valid OpenAPI 3.0', async () => {
    const copy: Record<string, unknown> = { ...structuredClone(document) };
    expect(await new Validator().validate(copy)).toEqual({ valid: true });
  });

  it('refers to nothing that is not there', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(refs.length).toBeGreaterThan(20);
    const known = Object.keys(document.components?.schemas ?? {});
    expect(refs.map(([, name]) => name).filter((name) => !known.includes(name!))).toEqual([]);
  });

  it('describes every route of /v1 and none of the pages', () => {
    const paths = Object.keys(document.paths);
    expect(paths.filter((path) => !path.startsWith('/v1/'))).toEqual([]);
    expect(paths).toEqual(
      expect.arrayContaining([
        '/v1/partners',
        '/v1/feeds/{id}/pull',
        '/v1/destinations/{id}/pause',
        '/v1/items/{id}/versions',
        '/v1/deliveries/{id}/attempts',
        '/v1/decisions',
        '/v1/exchange/summary',
      ]),
    );
  });

  it('gives every operation a summary, an answer with a schema, and problems', () => {
    const operations = Object.values(document.paths).flatMap((path) =>
      [path.get, path.post].filter((o) => o !== undefined),
    );
    for (const operation of operations) {
      expect(operation.summary).toBeTruthy();
      expect(operation.responses).toHaveProperty('401.content.application/problem+json');
    }
  });

  it('states the range of a limit', () => {
    const limit = document.paths['/v1/deliveries']?.get?.parameters?.find(
      (p) => 'name' in p && p.name === 'limit',
    );
    expect(limit).toMatchObject({
      in: 'query',
      required: false,
      schema: { minimum: 1, maximum: 200, default: 50 },
    });
  });

  it('is browsable from files of this machine', async () => {
    const page = await app.inject('/docs');
    expect(page.statusCode).toBe(200);
    const loaded = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);
    expect(loaded.length).toBeGreaterThan(3);
    for (const url of loaded) {
      expect(url).not.toMatch(/^(https?:)?\/\//);
      expect((await app.inject(new URL(url, 'http://exchange.test/docs').pathname)).statusCode).toBe(200);
    }
  });
});
