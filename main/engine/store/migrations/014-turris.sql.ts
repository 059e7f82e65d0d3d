/**
 * Turris: downstream entities, agents, licences and file documents, read and never changed here. The change
 * columns are those of every mirrored table, so that lists ask them all the same questions; their indexes stay
 * empty. `display_name` and `holder_id` follow what they are made of by themselves.
 */
const mirror = `
  fetched_at INTEGER NOT NULL,
  seen_in_pass INTEGER NOT NULL DEFAULT 0,
  gone_at INTEGER,
  change_state INTEGER NOT NULL DEFAULT 0`;

const tables: Readonly<Record<string, string>> = {
  downstream_entity: `legal_name TEXT, category TEXT, npn TEXT, ein TEXT, is_npn_required INTEGER,
  producer_code TEXT, external_id TEXT, subscription_status TEXT, last_synchronized_at TEXT, pdb_alerts_status TEXT,
  ${mirror}`,
  agent: `npn TEXT, first_name TEXT, last_name TEXT, email TEXT, downstream_entity_ids TEXT,
  onboarding_category TEXT, is_archived INTEGER, is_deleted INTEGER, subscription_status TEXT,
  last_synchronized_at TEXT, external_id TEXT,
  ${mirror},
  display_name TEXT GENERATED ALWAYS AS (
    nullif(trim(trim(coalesce(first_name, '')) || ' ' || trim(coalesce(last_name, ''))), '')) VIRTUAL`,
  licence: `npn TEXT, agent_id TEXT, downstream_entity_id TEXT, state_code TEXT, licence_number TEXT,
  class_code TEXT, class_name TEXT, status TEXT, residency_status TEXT, issue_date TEXT, next_renewal_date TEXT,
  expiration_date TEXT, lines_of_authority TEXT, updated_at TEXT,
  ${mirror},
  holder_id TEXT GENERATED ALWAYS AS (coalesce(agent_id, downstream_entity_id)) VIRTUAL`,
  file_document: `category TEXT, version_count TEXT, created_at TEXT, updated_at TEXT,
  ${mirror}`,
};

export const turris = `
${Object.entries(tables)
  .map(
    ([table, columns]) => `CREATE TABLE ${table} (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  ${columns}
);
CREATE TABLE ${table}_server (rowid INTEGER PRIMARY KEY, server TEXT NOT NULL);
CREATE INDEX ${table}_change ON ${table} (change_state) WHERE change_state <> 0;`,
  )
  .join('\n')}
CREATE INDEX agent_npn ON agent (npn);
CREATE INDEX agent_present ON agent (coalesce(gone_at, 0));
CREATE INDEX licence_npn ON licence (npn);
CREATE INDEX licence_holder ON licence (holder_id);
CREATE INDEX licence_present ON licence (coalesce(gone_at, 0));
`;
