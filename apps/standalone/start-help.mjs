/** What `npm start -- --help` prints; the table of all variables is in docs/operating.md. */
export const HELP = `npm start: the whole exchange in one process

Installs and builds what is missing, starts PostgreSQL beside it unless
DATABASE_URL names one, applies config/ at the first start, and runs the API, a
worker and the sandbox, which plays four newsrooms. Ctrl-C ends it in good order.

Options:
  -h, --help  print this and start nothing

Ports, on 127.0.0.1 unless KORPU_HOST says otherwise:
  KORPU_PORT     3000  API, status page, pull feeds
  SANDBOX_PORT   3100  sandbox

Variables that matter most; docs/operating.md lists all of them:
  KORPU_DATA_DIR         what it keeps: database, keys, log. Default: .korpu
  KORPU_CONFIG_DIR       partners, feeds, destinations, agreements. Default: config
  DATABASE_URL           a PostgreSQL server of yours. Default: its own
  REDIS_URL              Redis or Valkey for the queues. Default: on PostgreSQL
  KORPU_SANDBOX          off in earnest. Default: on
  KORPU_PUBLIC_URL       how people and partners reach the API
  KORPU_ALLOW_ADDRESSES  private addresses that may be called all the same
  KORPU_SECRET_KEY       seals secrets. Default: made once and kept in the data folder

Commands for a running exchange: npm run -s korpu -- --help
`;

/** Ends the process where its arguments ask for help, or for what there is not. */
export function readArguments(args) {
  const unknown = args.find((argument) => argument !== '--help' && argument !== '-h');
  if (unknown !== undefined) {
    console.error(
      `npm start takes no ${unknown}: it is set up by variables. npm start -- --help names them.`,
    );
    process.exit(2);
  }
  if (args.length > 0) {
    process.stdout.write(HELP);
    process.exit(0);
  }
}
