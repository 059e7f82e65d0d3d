/**
 * Invitations: a collection like the others, without passes. What lies in `invitation_server` is our own
 * account of what went out, because the vendor answers with nothing but the link. The link is a secret
 * (vendor-apis 3.7) and lives in a table of its own, which no list, search, file or log reads.
 */
const userDefined = Array.from({ length: 10 }, (_, index) => `user_defined_${index + 1} TEXT`).join(',\n  ');

export const invitations = `
CREATE TABLE invitation (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  npn TEXT, email TEXT, first_name TEXT, last_name TEXT,
  inviter_first_name TEXT, inviter_last_name TEXT, inviter_email TEXT,
  commission_level_ids TEXT, assignment_ids TEXT, carrier_ids TEXT, administrative_divisions TEXT,
  upline_npn TEXT,
  ${userDefined},
  status TEXT, sent_at TEXT, sent_by TEXT, expires_at TEXT, link_kept INTEGER,
  fetched_at INTEGER NOT NULL,
  seen_in_pass INTEGER NOT NULL DEFAULT 0,
  gone_at INTEGER,
  change_state INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX invitation_npn ON invitation (npn);
CREATE TABLE invitation_server (rowid INTEGER PRIMARY KEY, server TEXT NOT NULL);

CREATE TABLE invitation_link (
  invitation_id TEXT PRIMARY KEY,
  link TEXT NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
`;
