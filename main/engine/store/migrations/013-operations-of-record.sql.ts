/**
 * All operations of a record are found through a table of their own instead of through an index of those that
 * have ended (the other one, of those that live, stays). An index takes each operation at a random place, and took
 * it again whenever a gesture was taken back or given back: most of what those cost over a hundred thousand
 * records, and the more the more had ended. The table takes a gesture once, sorted (`recordOperations.ts`). A
 * record is named by the end of its id, which all but names it and keeps the table a third as large.
 */
export const operationsOfRecord = `
DROP INDEX operation_ended;
CREATE TABLE operation_of_record (
  id_ending TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (id_ending, sequence)
) WITHOUT ROWID;
INSERT INTO operation_of_record (id_ending, sequence)
  SELECT substr(target_id, -8), sequence FROM operation ORDER BY 1, 2;
`;
