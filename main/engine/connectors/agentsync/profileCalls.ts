import { profileCollectionNames } from '../../../../domain/fields.ts';
import type { ProfileCollection } from '../../../../domain/fields.ts';

/** The calls Upline would make of Producer Profile. None is published; all are guesses by analogy (vendor-apis 2.3). */
export const profileCallNames = [
  'listProducers',
  'producersOfNpn',
  'readProducer',
  'createProducer',
  'updateProducer',
  'listAddresses',
  'addressesOfProducer',
  'readAddress',
  'createAddress',
  'updateAddress',
  'listPhones',
  'phonesOfProducer',
  'readPhone',
  'createPhone',
  'updatePhone',
  'listBankAccounts',
  'bankAccountsOfProducer',
  'readBankAccount',
  'createBankAccount',
  'updateBankAccount',
  'listInsurancePolicies',
  'insurancePoliciesOfProducer',
  'readInsurancePolicy',
  'createInsurancePolicy',
  'updateInsurancePolicy',
] as const;
export type ProfileCallName = (typeof profileCallNames)[number];

/** The calls of one collection by what they are for. */
export interface ProfileFamily {
  readonly list: ProfileCallName;
  /** The list of one producer; for producers themselves that of one NPN. */
  readonly some: ProfileCallName;
  readonly read: ProfileCallName;
  readonly create: ProfileCallName;
  readonly update: ProfileCallName;
}

/** The calls that read and write each collection of Producer Profile. */
export const profileFamilies: Readonly<Record<ProfileCollection, ProfileFamily>> = {
  producer: {
    list: 'listProducers',
    some: 'producersOfNpn',
    read: 'readProducer',
    create: 'createProducer',
    update: 'updateProducer',
  },
  address: {
    list: 'listAddresses',
    some: 'addressesOfProducer',
    read: 'readAddress',
    create: 'createAddress',
    update: 'updateAddress',
  },
  phone: {
    list: 'listPhones',
    some: 'phonesOfProducer',
    read: 'readPhone',
    create: 'createPhone',
    update: 'updatePhone',
  },
  bankAccount: {
    list: 'listBankAccounts',
    some: 'bankAccountsOfProducer',
    read: 'readBankAccount',
    create: 'createBankAccount',
    update: 'updateBankAccount',
  },
  insurancePolicy: {
    list: 'listInsurancePolicies',
    some: 'insurancePoliciesOfProducer',
    read: 'readInsurancePolicy',
    create: 'createInsurancePolicy',
    update: 'updateInsurancePolicy',
  },
};

/** Whether a call belongs to Producer Profile, whose paths the customer may have to fill in. */
export function isProfileCall(name: string): name is ProfileCallName {
  return profileCallNames.some((known) => known === name);
}

const plurals: Readonly<Record<ProfileCollection, string>> = {
  producer: 'producers',
  address: 'addresses',
  phone: 'phones',
  bankAccount: 'bank accounts',
  insurancePolicy: 'E&O policies',
};
const singulars: Readonly<Record<ProfileCollection, string>> = {
  producer: 'a producer',
  address: 'an address',
  phone: 'a phone',
  bankAccount: 'a bank account',
  insurancePolicy: 'an E&O policy',
};

/** What each call does, fitting after `while`. */
export function profileLabel(name: ProfileCallName): string {
  for (const collection of profileCollectionNames) {
    const family = profileFamilies[collection];
    if (family.list === name) return `listing ${plurals[collection]}`;
    if (family.some === name)
      return collection === 'producer'
        ? 'looking for a producer by NPN'
        : `listing the ${plurals[collection]} of a producer`;
    if (family.read === name) return `reading ${singulars[collection]}`;
    if (family.create === name) return `creating ${singulars[collection]}`;
    if (family.update === name) return `changing ${singulars[collection]}`;
  }
  return name;
}

/** Which placeholders a call's path must hold, and may not hold besides. */
export function placeholdersOf(name: ProfileCallName): {
  readonly must: readonly string[];
  readonly may: readonly string[];
} {
  if (name.startsWith('read') || name.startsWith('update')) return { must: ['{id}'], may: [] };
  if (name.endsWith('OfProducer')) return { must: ['{parentId}'], may: [] };
  if (name.startsWith('create') && name !== 'createProducer') return { must: [], may: ['{parentId}'] };
  return { must: [], may: [] };
}
