import { first } from './001-first.sql.ts';
import { memo } from './002-memo.sql.ts';
import { creates } from './003-creates.sql.ts';
import { invitations } from './004-invitations.sql.ts';
import { producers } from './005-producers.sql.ts';
import { assignmentChanges } from './006-assignment-changes.sql.ts';
import { ssnMask } from './007-ssn-mask.sql.ts';
import { hierarchyChanges } from './008-hierarchy-changes.sql.ts';
import { withoutOperationRecord } from './009-without-operation-record.sql.ts';
import { recordHistories } from './010-record-histories.sql.ts';
import { rowsPresent } from './011-rows-present.sql.ts';
import { listsChanged } from './012-lists-changed.sql.ts';
import { operationsOfRecord } from './013-operations-of-record.sql.ts';
import { turris } from './014-turris.sql.ts';
import { keptColumns } from './015-kept-columns.sql.ts';

/** One step of the schema. Numbers are consecutive from 1; a step that has shipped is never edited. */
export interface Migration {
  readonly number: number;
  readonly sql: string;
}

/** The schema's steps in their order. A step that was released is never changed. */
export const migrations: readonly Migration[] = [
  { number: 1, sql: first },
  { number: 2, sql: memo },
  { number: 3, sql: creates },
  { number: 4, sql: invitations },
  { number: 5, sql: producers },
  { number: 6, sql: assignmentChanges },
  { number: 7, sql: ssnMask },
  { number: 8, sql: hierarchyChanges },
  { number: 9, sql: withoutOperationRecord },
  { number: 10, sql: recordHistories },
  { number: 11, sql: rowsPresent },
  { number: 12, sql: listsChanged },
  { number: 13, sql: operationsOfRecord },
  { number: 14, sql: turris },
  { number: 15, sql: keptColumns },
];
