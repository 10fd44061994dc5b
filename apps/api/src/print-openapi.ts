import type { ApiServices } from './api-services.js';
import { createApi } from './create-api.js';
import { describeApi } from './openapi.js';

// `npm run generate` keeps the description of the API in docs/openapi.json: it comes from the controllers alone, and no
// service is ever called.
const app = await createApi({ services: {} as ApiServices, publicUrl: 'http://127.0.0.1', logger: false });
process.stdout.write(`${JSON.stringify(describeApi(app), null, 2)}\n`);
await app.close();
