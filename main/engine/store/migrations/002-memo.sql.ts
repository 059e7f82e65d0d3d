/** What later passes need to know of earlier ones, as JSON: read by sync alone. */
export const memo = 'ALTER TABLE sync_state ADD COLUMN memo TEXT';
