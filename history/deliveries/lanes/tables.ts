/**
 * What the lanes need, in the SQL that SQLite and Postgres share: `BIGINT` is an integer to both. Everything in `lanes` and `heads` follows
 * from the deliveries.
 */
export const LANE_TABLES = `
CREATE TABLE lanes (
  place TEXT PRIMARY KEY,
  lane TEXT NOT NULL,
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pausing', 'waiting', 'offered', 'running')),
  format BIGINT NOT NULL,
  first BIGINT NOT NULL,
  ready_at BIGINT NOT NULL,
  rank BIGINT NOT NULL,
  ranked_at BIGINT NOT NULL,
  token BIGINT NOT NULL,
  offered_at BIGINT,
  holder TEXT,
  lease_until BIGINT
);
CREATE INDEX lanes_pausing ON lanes (installation, ready_at) WHERE state = 'pausing';
CREATE INDEX lanes_due ON lanes (ready_at) WHERE state = 'pausing';
CREATE INDEX lanes_waiting ON lanes (installation, repository, first) WHERE state = 'waiting';
CREATE INDEX lanes_offered ON lanes (rank, ranked_at, first) WHERE state = 'offered';
CREATE INDEX lanes_offered_since ON lanes (offered_at) WHERE state = 'offered';
CREATE INDEX lanes_taken ON lanes (installation, repository) WHERE state IN ('offered', 'running');
CREATE INDEX lanes_leased ON lanes (lease_until) WHERE state = 'running';
CREATE TABLE heads (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  first BIGINT NOT NULL,
  is_full BIGINT NOT NULL,
  PRIMARY KEY (installation, repository)
);
CREATE INDEX heads_open ON heads (installation, first) WHERE is_full = 0;
CREATE TABLE rounds (name TEXT PRIMARY KEY, at BIGINT NOT NULL);`;

/** How deliveries of one lane are found. */
export const LANE_INDEXES = `
CREATE INDEX deliveries_of_lane ON deliveries (place, sequence) WHERE state = 'queued';
CREATE INDEX deliveries_by_state ON deliveries (state, sequence);`;
