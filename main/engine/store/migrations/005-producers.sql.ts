/**
 * Producer Profile: producers and what hangs on them, and room for values that are sealed until they are
 * sent. `display_name` is how people read a producer; it follows its names by itself.
 *
 * A sealed value has two rows, its key and its text, and loses both in the transaction in which its
 * operation ends, whoever ends it: hence the trigger. The file overwrites what it deletes.
 */
const mirror = `
  fetched_at INTEGER NOT NULL,
  seen_in_pass INTEGER NOT NULL DEFAULT 0,
  gone_at INTEGER,
  change_state INTEGER NOT NULL DEFAULT 0`;

const details: Readonly<Record<string, string>> = {
  address: `type TEXT, address_line_1 TEXT, city TEXT, state TEXT, zip TEXT, county TEXT, country TEXT,
  move_in_date TEXT, preferred INTEGER`,
  phone: 'type TEXT, number TEXT, extension TEXT, preferred INTEGER',
  bank_account: `bank_name TEXT, holder_name TEXT, type TEXT, routing_number TEXT, number TEXT, nickname TEXT,
  primary_account INTEGER, name TEXT`,
  insurance_policy: `carrier TEXT, policy_number TEXT, certificate_number TEXT, type TEXT, total_limit TEXT,
  effective_date TEXT, expiry TEXT, name TEXT`,
};

const detailTables = Object.entries(details)
  .map(
    ([table, columns]) => `
CREATE TABLE ${table} (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  producer_id TEXT, ${columns},
  ${mirror}
);
CREATE INDEX ${table}_producer ON ${table} (producer_id);
CREATE INDEX ${table}_type ON ${table} (type);
CREATE INDEX ${table}_change ON ${table} (change_state) WHERE change_state <> 0;`,
  )
  .join('\n');

const serverCopies = ['producer', ...Object.keys(details)]
  .map((table) => `CREATE TABLE ${table}_server (rowid INTEGER PRIMARY KEY, server TEXT NOT NULL);`)
  .join('\n');

export const producers = `
CREATE TABLE producer (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  npn TEXT, type TEXT,
  first_name TEXT, middle_name TEXT, last_name TEXT, suffix TEXT, title TEXT, gender TEXT,
  date_of_birth TEXT, ssn_last_4 TEXT, primary_email TEXT, secondary_email TEXT,
  name TEXT, business_type TEXT, email TEXT, fein TEXT, finra_crd_number TEXT,
  ${mirror},
  display_name TEXT GENERATED ALWAYS AS (
    nullif(CASE WHEN type = 'FIRM' THEN coalesce(name, '') ELSE
      trim(trim(trim(coalesce(first_name, '')) || ' ' || trim(coalesce(last_name, ''))) || ' ' || trim(coalesce(suffix, '')))
    END, '')) VIRTUAL
);
CREATE INDEX producer_npn ON producer (npn);
CREATE INDEX producer_name ON producer (display_name COLLATE NOCASE);
CREATE INDEX producer_gender ON producer (gender);
CREATE INDEX producer_business_type ON producer (business_type);
CREATE INDEX producer_change ON producer (change_state) WHERE change_state <> 0;
${detailTables}

${serverCopies}

CREATE INDEX operation_ended ON operation (collection, target_id) WHERE state IN ('done', 'dropped');

CREATE TABLE sealed_value (
  operation_id TEXT NOT NULL,
  field TEXT NOT NULL,
  /* 'key' or 'text': neither says anything without the other. */
  part TEXT NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (operation_id, field, part)
) WITHOUT ROWID;
CREATE TRIGGER sealed_value_ends AFTER UPDATE OF state ON operation
  WHEN NEW.state IN ('done', 'dropped')
BEGIN
  DELETE FROM sealed_value WHERE operation_id = NEW.id;
END;
`;
