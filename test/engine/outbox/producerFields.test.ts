import { describe, expect, it } from 'vitest';
import { collections } from '../../../domain/collections.ts';
import type { FieldDefinition, FieldValue, ProfileCollection } from '../../../domain/fields.ts';
import { item, make } from './createSupport.ts';
import { valueOf } from './support.ts';
import type { Rig } from './support.ts';
import { profileRig } from './profileRig.ts';
import { effective, producerOf, remote, stage } from './producersSupport.ts';

/** A value that the field takes and that it does not hold. */
function another(
  r: Rig,
  collection: ProfileCollection,
  definition: FieldDefinition,
  now: FieldValue,
): FieldValue {
  switch (definition.kind.type) {
    case 'boolean':
      return now !== true;
    case 'date':
      return definition.name === 'expiry' ? '2025-05-06' : '2024-05-06';
    case 'decimal':
      return '2500000.5';
    case 'choice': {
      const choices = r.store.views
        .options(collection, definition.name, '', '', 50)
        .map(({ value }) => value);
      const other = choices.find((value) => value !== now);
      return other ?? now;
    }
    default:
      break;
  }
  if (definition.name === 'extension') return '4242';
  switch (definition.format) {
    case 'email':
      return 'new.address@example.com';
    case 'routing':
      return '021000021';
    case 'account':
      return '000123456789';
    case 'ssn':
      return '518275546';
    case 'fein':
      return '98-7654321';
    default:
      return `New ${definition.label}`;
  }
}

/** As the mirror shows what was typed. */
const shownAs = (definition: FieldDefinition, value: FieldValue): FieldValue =>
  definition.sealed === true ? `****${String(value).slice(-4)}` : value;

describe('every field goes there and back', () => {
  const wholes: readonly (readonly [ProfileCollection, (r: Rig) => string])[] = [
    ['producer', (r) => producerOf(r, 'INDIVIDUAL')],
    ['producer', (r) => producerOf(r, 'FIRM')],
    ['address', (r) => r.store.mirror.ids('address', null, 1)[0] ?? ''],
    ['phone', (r) => r.store.mirror.ids('phone', null, 1)[0] ?? ''],
    ['bankAccount', (r) => r.store.mirror.ids('bankAccount', null, 1)[0] ?? ''],
    ['insurancePolicy', (r) => r.store.mirror.ids('insurancePolicy', null, 1)[0] ?? ''],
  ];
  it.each(wholes.map(([collection, pick], index) => ({ collection, pick, index })))(
    '$collection ($index): read, edited, sent, read again',
    async ({ collection, pick }) => {
      const r = await profileRig();
      const id = pick(r);
      const before = effective(r, collection, id);
      const fields = collections[collection].fields.filter(
        ({ editable, onlyFor }) => editable && (onlyFor === undefined || onlyFor === before['type']),
      );
      const wanted = Object.fromEntries(
        fields.map(
          (field) => [field.name, another(r, collection, field, before[field.name] ?? null)] as const,
        ),
      );
      expect(stage(r, collection, id, wanted).refused).toEqual([]);
      r.outbox.start();
      await r.drained();
      await r.pull([collection]);
      const after = effective(r, collection, id);
      for (const field of fields)
        expect([field.name, after[field.name]]).toEqual([
          field.name,
          shownAs(field, wanted[field.name] ?? null),
        ]);
      expect(r.sandbox.control.record(remote[collection], id)).toBeDefined();
    },
  );

  it('and the server has the very number that was typed', async () => {
    const r = await profileRig();
    const [id = ''] = r.store.mirror.ids('bankAccount', null, 1);
    stage(r, 'bankAccount', id, { number: '0001 2345-6789' });
    r.outbox.start();
    await r.drained();
    const { createHash } = await import('node:crypto');
    expect(r.sandbox.control.record('bankAccounts', id)).toMatchObject({
      number: '****6789',
      numberDigest: createHash('sha256').update('000123456789').digest('hex'),
    });
  });
});

describe('a flag that only one may have', () => {
  it('is taken from the other of the same type in the same gesture, and given back with it', async () => {
    const r = await profileRig();
    const producer = producerOf(r, 'FIRM');
    const [first = ''] = r.store.producers.details('address', producer);
    stage(r, 'address', first, { type: 'MAILING', preferred: true });
    const second = make(r, 'address', {
      producerId: producer,
      type: 'MAILING',
      addressLine1: '2 New Street',
      preferred: true,
    });
    expect(effective(r, 'address', first)['preferred']).toBe(false);
    expect(item(r, first).changes.map(({ label, to }) => [label, to])).toContainEqual(['Preferred', 'No']);
    stage(r, 'address', first, { preferred: true });
    expect(effective(r, 'address', second)['preferred']).toBe(false);
    valueOf(r.outbox.undo());
    expect([
      effective(r, 'address', first)['preferred'],
      effective(r, 'address', second)['preferred'],
    ]).toEqual([false, true]);
    valueOf(r.outbox.undo());
    expect(effective(r, 'address', first)['preferred']).toBe(true);
    expect(r.store.mirror.get('address', second)).toBeNull();
  });

  it('stays with others of another type or producer', async () => {
    const r = await profileRig();
    const producer = producerOf(r, 'FIRM');
    const [first = ''] = r.store.producers.details('phone', producer);
    stage(r, 'phone', first, { preferred: true });
    const { type } = effective(r, 'phone', first);
    make(r, 'phone', {
      producerId: producer,
      type: type === 'CELL' ? 'WORK' : 'CELL',
      number: '1',
      preferred: true,
    });
    make(r, 'phone', {
      producerId: producerOf(r, 'INDIVIDUAL'),
      type: String(type),
      number: '2',
      preferred: true,
    });
    expect(effective(r, 'phone', first)['preferred']).toBe(true);
  });
});
