import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The whole ledger. Four thoughts shape it:
 * the database, not the code, keeps at most one version of an item in flight per destination (one_in_flight);
 * what paces a lane (pause, breaker, tokens) lives in its row, so a flushed queue changes nothing;
 * who holds what (holding) outlives attempts and bodies, which retention drops;
 * every index of delivery is written up to three times in a delivery's life (pending, in flight, settled), so there are
 * few of them, and each serves several readers.
 */
const UP = `
CREATE TABLE exchange (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  instance text NOT NULL
);
INSERT INTO exchange (instance) VALUES (substr(replace(gen_random_uuid()::text, '-', ''), 1, 8));

CREATE TABLE partner (
  id text PRIMARY KEY,
  settings jsonb NOT NULL,
  source_file text,
  updated_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz
);

CREATE TABLE feed (
  id text PRIMARY KEY,
  partner_id text NOT NULL REFERENCES partner,
  settings jsonb NOT NULL,
  source_file text,
  updated_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz,
  paused_at timestamptz,
  paused_reason text,
  poll jsonb NOT NULL DEFAULT '{}',
  next_poll_at timestamptz NOT NULL DEFAULT now(),
  last_poll_at timestamptz,
  last_outcome text,
  problem jsonb,
  last_item_at timestamptz
);
CREATE INDEX feed_due ON feed (next_poll_at) WHERE paused_at IS NULL AND removed_at IS NULL;

CREATE TABLE destination (
  id text PRIMARY KEY,
  partner_id text NOT NULL REFERENCES partner,
  settings jsonb NOT NULL,
  source_file text,
  updated_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz
);

CREATE TABLE lane (
  destination_id text PRIMARY KEY REFERENCES destination ON DELETE CASCADE,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paused', 'disabled')),
  reason text,
  changed_at timestamptz NOT NULL DEFAULT now(),
  max_in_flight integer NOT NULL DEFAULT 16,
  rate_per_second double precision,
  burst integer,
  tokens double precision NOT NULL DEFAULT 0,
  tokens_at timestamptz NOT NULL DEFAULT now(),
  consecutive_failures integer NOT NULL DEFAULT 0,
  open_until timestamptz,
  open_seconds integer
) WITH (fillfactor = 50);

CREATE TABLE agreement (
  id text NOT NULL,
  version integer NOT NULL,
  document jsonb NOT NULL,
  source_file text,
  current boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id, version)
);
CREATE UNIQUE INDEX agreement_current ON agreement (id) WHERE current;

CREATE TABLE document (
  sha256 bytea PRIMARY KEY,
  bytes bytea NOT NULL,
  size_bytes integer NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE document ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE document_fetch (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  feed_id text NOT NULL,
  url text NOT NULL,
  at timestamptz NOT NULL,
  document_sha256 bytea NOT NULL REFERENCES document,
  content_type text,
  headers jsonb NOT NULL,
  outcome text NOT NULL DEFAULT 'fetched' CHECK (outcome IN ('fetched', 'decoded', 'undecodable')),
  format text,
  charset text,
  records integer,
  accepted integer,
  warnings jsonb,
  code text,
  message text
);
CREATE INDEX document_fetch_by_feed ON document_fetch (feed_id, id DESC);
CREATE INDEX document_fetch_by_document ON document_fetch (document_sha256);

-- earlier_fingerprints: in this row and not gathered from item_version, so that whoever locks the row sees them all.
CREATE TABLE item (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  partner_id text NOT NULL,
  guid text NOT NULL,
  kind text NOT NULL,
  item_class text NOT NULL,
  version integer NOT NULL,
  provider_version integer,
  fingerprint text NOT NULL,
  earlier_fingerprints text[] NOT NULL DEFAULT '{}',
  pub_status text NOT NULL,
  embargoed text,
  language text,
  headline text,
  version_created timestamptz,
  feed_id text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (partner_id, guid)
);
CREATE INDEX item_by_guid ON item (guid);
CREATE INDEX item_taken_back ON item (id) WHERE pub_status <> 'usable';

CREATE TABLE item_version (
  item_id bigint NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  provider_version integer,
  change text NOT NULL CHECK (change IN ('new', 'update', 'correction', 'withhold', 'kill')),
  fingerprint text NOT NULL,
  record json NOT NULL,
  feed_id text NOT NULL,
  fetch_id bigint,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (item_id, version)
) WITH (toast_tuple_target = 8160); -- a usual text stays in its row: compressing and moving it costs more than reading it
CREATE INDEX item_version_taken_back ON item_version (received_at DESC) WHERE change IN ('kill', 'withhold');

CREATE TABLE decision (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  item_id bigint NOT NULL,
  version integer NOT NULL,
  destination_id text NOT NULL,
  allow boolean NOT NULL,
  reason text,
  clause text,
  detail text,
  agreement_id text,
  agreement_version integer,
  grant_id text,
  due_at timestamptz,
  trace json NOT NULL,
  decided_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX decision_by_item ON decision (item_id, destination_id, id DESC);
-- Written in the order of time, read by period: a few pages of summary in place of a tree.
CREATE INDEX decision_by_time ON decision USING brin (decided_at);

CREATE TABLE delivery (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  destination_id text NOT NULL,
  item_id bigint NOT NULL,
  version integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('item', 'kill')),
  state text NOT NULL DEFAULT 'pending'
    CHECK (state IN ('pending', 'in_flight', 'delivered', 'superseded', 'dead')),
  priority smallint NOT NULL,
  due_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  fence integer NOT NULL DEFAULT 0,
  lease_until timestamptz,
  ambiguous boolean NOT NULL DEFAULT false,
  as_new boolean NOT NULL DEFAULT false,
  obligations jsonb NOT NULL DEFAULT '[]',
  without_renditions jsonb NOT NULL DEFAULT '[]',
  code text,
  status integer,
  created_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz,
  picked_up_at timestamptz,
  UNIQUE (item_id, destination_id, version, kind)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
CREATE UNIQUE INDEX one_in_flight ON delivery (destination_id, item_id) WHERE state = 'in_flight';
CREATE INDEX delivery_lane ON delivery (destination_id, priority, due_at, id) WHERE state = 'pending';
CREATE INDEX delivery_settled ON delivery (destination_id, state, settled_at DESC, id DESC) WHERE settled_at IS NOT NULL;
CREATE INDEX delivery_kill ON delivery (id) WHERE kind = 'kill';

CREATE TABLE holding (
  destination_id text NOT NULL,
  item_id bigint NOT NULL,
  version integer NOT NULL,
  delivery_id bigint NOT NULL,
  first_delivered_at timestamptz NOT NULL DEFAULT now(),
  delivered_at timestamptz NOT NULL DEFAULT now(),
  killed_at timestamptz,
  PRIMARY KEY (item_id, destination_id)
);
CREATE INDEX holding_killed ON holding (destination_id, killed_at DESC) WHERE killed_at IS NOT NULL;

CREATE TABLE attempt (
  delivery_id bigint NOT NULL,
  destination_id text NOT NULL,
  fence integer NOT NULL,
  started_at timestamptz NOT NULL,
  milliseconds integer NOT NULL,
  code text NOT NULL,
  status integer,
  settled boolean NOT NULL,
  request_headers json NOT NULL,
  body_sha256 bytea,
  body_bytes integer NOT NULL,
  answer text NOT NULL
) PARTITION BY RANGE (started_at);
CREATE INDEX attempt_by_delivery ON attempt (delivery_id, started_at);
CREATE TABLE attempt_rest PARTITION OF attempt DEFAULT;

CREATE TABLE body (
  item_id bigint NOT NULL,
  version integer NOT NULL,
  profile text NOT NULL,
  sha256 bytea NOT NULL,
  content_type text NOT NULL,
  bytes bytea NOT NULL,
  day date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date,
  PRIMARY KEY (item_id, version, profile, day)
) PARTITION BY RANGE (day);
ALTER TABLE body ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE TABLE body_rest PARTITION OF body DEFAULT;
ALTER TABLE body_rest ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE event (
  id bigint PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  type text NOT NULL,
  data jsonb NOT NULL
);
CREATE INDEX event_by_type ON event (type, id);

-- Who reads "events after 41" must never miss a 40 that commits later: writers of events take turns from here to commit.
-- Without gaps, so that a reader sees when retention dropped what it has not read.
CREATE FUNCTION number_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('korpu: event'));
  NEW.id := coalesce((SELECT max(id) FROM event), 0) + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER number_event BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION number_event();

CREATE TABLE api_key (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  hash bytea NOT NULL UNIQUE,
  role text NOT NULL CHECK (role IN ('administrator', 'destination')),
  destination_id text REFERENCES destination ON DELETE CASCADE,
  provisioned boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  CHECK ((role = 'destination') = (destination_id IS NOT NULL))
);

CREATE TABLE sign_in (
  hash bytea PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('link', 'session')),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
`;

const DOWN = `
DROP FUNCTION number_event CASCADE;
DROP TABLE sign_in, api_key, event, body, attempt, holding, delivery, decision, item_version, item, document_fetch, document,
  agreement, lane, destination, feed, partner, exchange;
`;

export class Ledger1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
