import { afterEach } from 'vitest';
import type { OutboxItem } from '../../../preload/contract.ts';
import { make, requests, tray } from './createSupport.ts';
import { rig, valueOf } from './support.ts';
import type { Rig, RigOptions } from './support.ts';

/** The computer of the test that runs; gone after it. */
export let r: Rig;

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const organization = 'own-organization-id';

export const person = {
  npn: '70000001',
  email: 'jane@example.com',
  firstName: 'Jane',
  lastName: 'Smith',
  inviterFirstName: 'Ada',
  inviterLastName: 'Office',
  inviterEmail: 'ada@agency.example',
};

/** A computer that does not know its own organization yet. */
export async function beginUnknown(options: RigOptions = {}): Promise<void> {
  r = await rig(options);
}

export async function begin(options: RigOptions = {}): Promise<void> {
  await beginUnknown(options);
  valueOf(r.outbox.setOrganization(organization));
}

/** A level that is at the vendor already, with its product. */
export function levelThere(skip = 0): {
  readonly id: string;
  readonly productId: string;
  readonly carrierId: string;
} {
  const level = r.sandbox.control.records('commissionLevels', skip, 1)[0];
  const productId = text(level?.['productId']);
  return {
    id: String(level?.id),
    productId,
    carrierId: text(r.sandbox.control.record('products', productId)?.['carrierId']),
  };
}

export const invite = (values: Parameters<typeof make>[2] = {}): string =>
  make(r, 'invitation', { ...person, commissionLevelIds: [levelThere().id], ...values });

export const invitations = (): readonly OutboxItem[] =>
  tray(r).filter(({ collection }) => collection === 'invitation');

export const only = (): OutboxItem => {
  const [item, ...others] = invitations();
  if (item === undefined || others.length > 0)
    throw new Error(`${invitations().length} invitations in the tray`);
  return item;
};

export const mails = (): number => r.sandbox.control.mails().length;

export const posts = (): number => requests(r)['invite'] ?? 0;

export const confirm = (count = 1): void => {
  valueOf(r.outbox.send(undefined, true, count));
};

export const shown = (id: string, field: string): unknown =>
  r.store.mirror.get('invitation', r.store.operations.nameOf(id) ?? id)?.effective[field] ?? null;

export const auditOf = (event: string): number =>
  r.store.audit.list(0, 1_000).filter((entry) => entry.event === event).length;

/** Long enough for a sender that means to do something to have done it. */
export async function quiet(): Promise<void> {
  await r.pass(20_000);
}

afterEach(() => r.dispose());
