import type { FieldValues, ProfileCollection } from '../../../domain/fields.ts';
import { valueOf } from './support.ts';
import type { Rig } from './support.ts';

export const remote = {
  producer: 'producers',
  address: 'addresses',
  phone: 'phones',
  bankAccount: 'bankAccounts',
  insurancePolicy: 'insurancePolicies',
} as const satisfies Readonly<Record<ProfileCollection, string>>;

export function producerOf(r: Rig, type: 'FIRM' | 'INDIVIDUAL'): string {
  const found = r.store.mirror
    .ids('producer', null, 1_000)
    .find((id) => r.store.mirror.get('producer', id)?.effective['type'] === type);
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
}

export const effective = (r: Rig, collection: ProfileCollection, id: string): FieldValues =>
  r.store.mirror.get(collection, r.store.operations.nameOf(id) ?? id)?.effective ?? {};

export const stage = (r: Rig, collection: ProfileCollection, id: string, values: FieldValues) =>
  valueOf(
    r.outbox.stage(
      collection,
      'Typing',
      Object.entries(values).map(([field, value]) => ({ recordId: id, field, input: { value } })),
    ),
  );
