import type { CollectionName } from './fields.ts';

/** What says more of a person than their work needs: shown here, and left out of files unless asked for. */
const personal: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  producer: ['gender', 'dateOfBirth', 'ssnLast4', 'primaryEmail', 'secondaryEmail', 'email', 'fein'],
  address: ['addressLine1', 'addressLine2', 'city', 'zip'],
  phone: ['number', 'extension'],
  bankAccount: ['routingNumber', 'number'],
  invitation: ['email'],
  agent: ['email'],
  downstreamEntity: ['ein'],
};

/** Whether a field says more of a person than their work needs: it is left out of files unless asked for. */
export function isPersonal(collection: CollectionName, field: string): boolean {
  return personal[collection]?.includes(field) === true;
}

/** How a personal value stands in a file: that there is one, and nothing of it. */
export const maskedPersonal = '****';

/** The value as a file shows it that was not asked to show it. */
export function withoutPersonal(text: string): string {
  return text === '' ? '' : maskedPersonal;
}
