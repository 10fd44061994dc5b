import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { problemResource } from './problem/problem-resource.js';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** The description of `/v1`, made from the controllers and their schemas. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Korpu')
    .setVersion('1')
    .setDescription(
      'The exchange of news items between partners. Times are RFC 3339 in UTC; errors are RFC 9457 problem details.',
    )
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    // Wherever the description itself was read from: the page may load nothing from another host.
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key' }, 'key')
    .addBasicAuth(
      { type: 'http', scheme: 'basic', description: "A destination's id and its key" },
      'destination',
    )
    .addSecurityRequirements('key')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
    autoTagControllers: false,
  });
  // Every route refers to it by name; no route answers it with 2xx, which is where schemas are collected.
  const problem = z.toJSONSchema(problemResource, { target: 'openapi-3.0' });
  return {
    ...document,
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, Problem: problem as Schema },
    },
  };
}

/** `/openapi.json`, and Swagger UI at `/docs` from files of this machine: it needs no network. */
export function serveApiDescription(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup(
    'docs',
    app,
    () => {
      document ??= describeApi(app);
      return document;
    },
    {
      jsonDocumentUrl: 'openapi.json',
      raw: ['json'],
      customSiteTitle: 'Korpu API',
      // The validator of swagger.io would send the description to its server.
      swaggerOptions: { validatorUrl: null, persistAuthorization: false, displayRequestDuration: true },
    },
  );
}
