/**
 * The first schema. One table per collection: typed columns hold the effective value (server copy
 * with the live operations applied). The last server copy, untouched, lives beside it in
 * `<table>_server` under the same rowid: it is three quarters of the bytes, and lists that sort and
 * filter must not read through it. List values are JSON arrays, decimals and ids are text, instants
 * are the vendor's ISO text, our own times are epoch milliseconds.
 */
const userDefined = Array.from({ length: 10 }, (_, index) => `user_defined_${index + 1} TEXT`).join(',\n  ');

const mirror = `
  fetched_at INTEGER NOT NULL,
  seen_in_pass INTEGER NOT NULL DEFAULT 0,
  gone_at INTEGER,
  change_state INTEGER NOT NULL DEFAULT 0`;

const serverCopies = ['carrier', 'product', 'commission_level', 'contract_assignment']
  .map((table) => `CREATE TABLE ${table}_server (rowid INTEGER PRIMARY KEY, server TEXT NOT NULL);`)
  .join('\n');

export const first = `
CREATE TABLE carrier (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT, naic TEXT, tin TEXT,
  upline_firm_name TEXT, upline_person_name TEXT, upline_name TEXT,
  lines_of_business TEXT, contract_submission_methods TEXT, administrative_divisions TEXT,
  ${userDefined},
  created_date TEXT, modified_date TEXT,
  ${mirror}
);
CREATE INDEX carrier_name ON carrier (name COLLATE NOCASE);

CREATE TABLE product (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  carrier_id TEXT, name TEXT, line_of_business_id TEXT, contract_submission_method_id TEXT,
  annualization_id TEXT, display_commission_level_percentages INTEGER, administrative_divisions TEXT,
  ${userDefined},
  modified_date TEXT,
  ${mirror}
);
CREATE INDEX product_carrier ON product (carrier_id, name COLLATE NOCASE);

CREATE TABLE commission_level (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  product_id TEXT, name TEXT, type TEXT, first_year_value TEXT, level TEXT, administrative_divisions TEXT,
  ${userDefined},
  modified_date TEXT,
  ${mirror}
);
CREATE INDEX commission_level_product ON commission_level (product_id, name COLLATE NOCASE);

CREATE TABLE contract_assignment (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  npn TEXT, product_id TEXT, commission_level_id TEXT, assignment_status_id TEXT, annualization_id TEXT,
  upline_contract_assignment_id TEXT, writing_number TEXT, referral_codes TEXT, responsible_party_id TEXT,
  start_date TEXT, end_date TEXT,
  ${userDefined},
  modified_date TEXT,
  ${mirror}
);
CREATE INDEX contract_assignment_npn ON contract_assignment (npn, product_id);
CREATE INDEX contract_assignment_product ON contract_assignment (product_id);
CREATE INDEX contract_assignment_change ON contract_assignment (change_state) WHERE change_state <> 0;

${serverCopies}

CREATE TABLE lookup (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  server TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  seen_in_pass INTEGER NOT NULL DEFAULT 0,
  gone_at INTEGER,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;

CREATE TABLE batch (
  id TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL UNIQUE,
  label TEXT NOT NULL,
  actor TEXT NOT NULL,
  environment TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  undone_at INTEGER,
  /* JSON [[operation id, state before]] of operations of earlier batches that this gesture put aside. */
  superseded TEXT NOT NULL DEFAULT '[]'
);

CREATE TABLE operation (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  batch_id TEXT NOT NULL REFERENCES batch (id),
  kind TEXT NOT NULL,
  collection TEXT NOT NULL,
  target_id TEXT NOT NULL,
  changes TEXT NOT NULL,
  depends_on TEXT NOT NULL DEFAULT '[]',
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at INTEGER,
  error TEXT,
  staged_at INTEGER NOT NULL,
  sent_at INTEGER,
  settled_at INTEGER
);
CREATE INDEX operation_target ON operation (collection, target_id) WHERE state NOT IN ('done', 'dropped');
CREATE INDEX operation_live ON operation (state, sequence) WHERE state NOT IN ('done', 'dropped');
CREATE INDEX operation_batch ON operation (batch_id);

CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  environment TEXT NOT NULL,
  event TEXT NOT NULL,
  operation_id TEXT,
  batch_id TEXT,
  detail TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_append_only_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TABLE sync_state (
  collection TEXT PRIMARY KEY,
  /* The pass that is under way or was last; every record seen carries its number. */
  pass INTEGER NOT NULL DEFAULT 0,
  /* JSON of where the pass under way stands, or NULL when none is. */
  cursor TEXT,
  completed_pass INTEGER,
  completed_at INTEGER,
  failure TEXT
);

CREATE TABLE set_aside (
  rowid INTEGER PRIMARY KEY,
  collection TEXT NOT NULL,
  record_key TEXT NOT NULL,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL,
  pass INTEGER NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (collection, record_key)
);

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
`;
