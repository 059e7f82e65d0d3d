import type { InvitationStore } from './api.ts';
import { textAt } from './cells.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

/** Named so that their plans can be tested. */
export const invitationSql = {
  link: 'SELECT link FROM invitation_link WHERE invitation_id = ?',
  unsentOf: `SELECT id FROM invitation WHERE npn = ? AND change_state <> 0 AND gone_at IS NULL ORDER BY rowid`,
  ofNpn: 'SELECT id FROM invitation WHERE npn = ? ORDER BY rowid',
  countUncertain: `SELECT count(*) FROM (SELECT DISTINCT collection, target_id FROM operation
    WHERE state NOT IN ('done', 'dropped') AND state = 'unknown' AND collection = 'invitation')`,
} as const;

/** What invitations need beyond a collection's table: their links, apart from everything else. */
export function createInvitationStore(connection: Connection): InvitationStore {
  const keep = connection.prepare(
    `INSERT INTO invitation_link (invitation_id, link, at) VALUES (?, ?, ?)
     ON CONFLICT (invitation_id) DO UPDATE SET link = excluded.link, at = excluded.at`,
  );
  const link = prepareRaw(connection, invitationSql.link);
  const unsentOf = prepareRaw(connection, invitationSql.unsentOf);
  const ofNpn = prepareRaw(connection, invitationSql.ofNpn);
  const uncertain = prepareRaw(connection, invitationSql.countUncertain);
  return {
    keepLink(id, secret, at) {
      keep.run(id, secret, at);
    },
    link(id) {
      const row = link.get(id);
      return row === undefined ? null : textAt(row, 0);
    },
    unsentOf: (npn) => unsentOf.all(npn).map((row) => textAt(row, 0)),
    ofNpn: (npn) => ofNpn.all(npn).map((row) => textAt(row, 0)),
    countUncertain: () => Number(uncertain.get()?.[0] ?? 0),
  };
}
