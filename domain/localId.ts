/**
 * Ids of records made here that the server has not named yet. They look like no vendor's id, so that
 * one can never be sent by mistake for the other.
 */
export const localPrefix = 'local:';

/** Whether an id was given here to a record that the vendor does not know yet. */
export function isLocalId(id: string): boolean {
  return id.startsWith(localPrefix);
}

/** The id of a new record, from a UUID of its own. */
export function localIdOf(uuid: string): string {
  return `${localPrefix}${uuid}`;
}
