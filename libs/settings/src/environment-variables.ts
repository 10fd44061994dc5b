import { z } from 'zod';
import { Secret } from './secret.js';

interface Variable<Value, Default> {
  name: string;
  /** A sentence for the operator. */
  meaning: string;
  /** As the operator would write it; absent = none, and the value is undefined. */
  default: Default;
  /** Said where there is no default: what happens then. */
  otherwise?: string;
  /** Never printed, not even in a fault. */
  secret?: true;
  schema: z.ZodType<Value, string>;
}

const required = <Value>(
  name: string,
  meaning: string,
  fallback: string,
  schema: z.ZodType<Value, string>,
): Variable<Value, string> => ({ name, meaning, default: fallback, schema });

const optional = <Value>(
  name: string,
  meaning: string,
  otherwise: string,
  schema: z.ZodType<Value, string>,
  secret?: true,
): Variable<Value, undefined> => ({ name, meaning, default: undefined, otherwise, schema, secret });

const text = z.string();

const whole = (min: number, max: number) =>
  z
    .string()
    .refine((given) => /^\d{1,15}$/.test(given) && Number(given) >= min && Number(given) <= max, {
      error: `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number);

const url = (schemes: string[], example: string) =>
  z
    .string()
    .refine((given) => URL.canParse(given) && schemes.includes(new URL(given).protocol.slice(0, -1)), {
      error: `must be a URL such as ${example}`,
    });

const secretUrl = (schemes: string[], example: string) =>
  url(schemes, example).transform((given) => Secret.of(given));

const oneOf = <const Value extends string>(values: readonly [Value, ...Value[]]) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` }) as unknown as z.ZodType<Value, string>;

const list = z.string().transform((given) =>
  given
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const onOff = z
  .string()
  .refine((given) => given === 'on' || given === 'off', { error: 'must be on or off' })
  .transform((given) => given === 'on');

export const WORKER_ROLES = ['pull', 'deliver', 'housekeeping'] as const;
export type WorkerRole = (typeof WORKER_ROLES)[number];

const roles = list.pipe(
  z
    .array(z.enum(WORKER_ROLES, { error: `must be some of ${WORKER_ROLES.join(', ')}, separated by commas` }))
    .min(1, `must be some of ${WORKER_ROLES.join(', ')}, separated by commas`),
);

const secretKeys = list.transform((keys, context): Secret[] =>
  keys.map((key) => {
    const bytes = /^[0-9a-f]{64}$/i.test(key) ? Buffer.from(key, 'hex') : Buffer.from(key, 'base64');
    if (bytes.length !== 32 || !/^[\w+/=-]+$/.test(key))
      context.addIssue('must be 32 bytes in base64 or hex; openssl rand -base64 32 makes one');
    return Secret.of(bytes.toString('base64'));
  }),
);

const ENTRY = /^(?:[\w.-]+|\[[0-9a-f:]+\]):\d{1,5}$|^[0-9a-f.:]+(?:\/\d{1,3})?$/i;
const addresses = list.pipe(
  z.array(
    z
      .string()
      .regex(
        ENTRY,
        'must be host:port, an address or a CIDR block, separated by commas: 10.0.0.5:8080, 10.20.0.0/16',
      ),
  ),
);

const blocks = list.pipe(
  z.array(
    z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
      error: 'must be addresses or CIDR blocks, separated by commas: 10.0.0.5, 10.20.0.0/16',
    }),
  ),
);

/** Every variable that Korpu reads, by the name under which `Environment` holds its value. */
export const ENVIRONMENT_VARIABLES = {
  host: required('KORPU_HOST', 'Address that the API listens on; 0.0.0.0 for all', '127.0.0.1', text),
  port: required('KORPU_PORT', 'Port of the API; 0 for any free one', '3000', whole(0, 65_535)),
  publicUrl: optional(
    'KORPU_PUBLIC_URL',
    'How people and partners reach the API, for links in feeds and pages',
    'http://KORPU_HOST:KORPU_PORT',
    url(['http', 'https'], 'https://korpu.example.org').transform((given) => given.replace(/\/+$/, '')),
  ),
  trustedProxies: required(
    'KORPU_TRUSTED_PROXIES',
    'Addresses or CIDR blocks of the proxies in front of the API, separated by commas: of them alone X-Forwarded-For is believed, for where a request comes from',
    '',
    blocks,
  ),
  databaseUrl: optional(
    'DATABASE_URL',
    'PostgreSQL server and database',
    'npm start runs its own PostgreSQL; everything else refuses to start',
    secretUrl(['postgres', 'postgresql'], 'postgres://user:password@host:5432/korpu'),
    true,
  ),
  databasePoolSize: required(
    'KORPU_DATABASE_POOL_SIZE',
    'Connections to PostgreSQL, a process at most',
    '10',
    whole(2, 500),
  ),
  redisUrl: optional(
    'REDIS_URL',
    'Redis or Valkey for the queues',
    'queues run on PostgreSQL',
    secretUrl(['redis', 'rediss'], 'redis://host:6379'),
    true,
  ),
  queuePrefix: required(
    'KORPU_QUEUE_PREFIX',
    'Put before the name of every queue, so that two exchanges can share a server',
    'korpu',
    z.string().regex(/^[\w-]{1,40}$/, 'must be up to 40 letters, digits, hyphens and underscores'),
  ),
  configDir: required(
    'KORPU_CONFIG_DIR',
    'Folder with partners, feeds and all the other configuration',
    'config',
    text,
  ),
  dataDir: required(
    'KORPU_DATA_DIR',
    'Folder for the embedded PostgreSQL and generated keys',
    '.korpu',
    text,
  ),
  secretKeys: optional(
    'KORPU_SECRET_KEY',
    'Key that seals secrets in the database: 32 bytes in base64 or hex. Several separated by commas during a change of keys: the first seals, all open',
    'npm start makes one and keeps it under KORPU_DATA_DIR; everything else refuses to start',
    secretKeys,
    true,
  ),
  allowAddresses: required(
    'KORPU_ALLOW_ADDRESSES',
    'Private addresses that feeds and destinations may use all the same: host:port, addresses or CIDR blocks, separated by commas',
    '',
    addresses,
  ),
  workerRoles: required(
    'WORKER_ROLES',
    'What a worker does, separated by commas',
    WORKER_ROLES.join(','),
    roles,
  ),
  logLevel: required(
    'LOG_LEVEL',
    'Least important lines that are logged',
    'info',
    oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  ),
  sandbox: required('KORPU_SANDBOX', 'Whether npm start plays the four newsrooms: on or off', 'on', onOff),
  sandboxPort: required('SANDBOX_PORT', 'Port of the sandbox; 0 for any free one', '3100', whole(0, 65_535)),
  sandboxUrl: optional(
    'SANDBOX_URL',
    'Where the shipped configuration finds the sandbox',
    'http://127.0.0.1:3100',
    url(['http', 'https'], 'http://127.0.0.1:3100').transform((given) => given.replace(/\/+$/, '')),
  ),
  sandboxFeedsDir: optional(
    'SANDBOX_FEEDS_DIR',
    'Folder of documents that the sandbox serves beside its own',
    'none are served',
    text,
  ),
  iptcDir: required(
    'IPTC_DIR',
    "Folder of IPTC's published schemas, for korpu validate and KORPU_CHECK_SCHEMAS; without it Korpu's own rules alone are checked",
    '../shared/iptc',
    text,
  ),
  checkSchemas: required(
    'KORPU_CHECK_SCHEMAS',
    "Whether NewsML-G2, NITF and ninjs are checked by IPTC's schemas, where IPTC_DIR has them, before they leave: on or off",
    'on',
    onOff,
  ),
  sandboxSpeed: required(
    'SANDBOX_SPEED',
    'How many times faster than life the sandbox publishes',
    '1',
    z
      .string()
      .refine((given) => Number(given) > 0 && Number(given) <= 1000, {
        error: 'must be a number above 0, up to 1000',
      })
      .transform(Number),
  ),
} as const;
