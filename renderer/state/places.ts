import type { CollectionName, FieldValue } from '../../domain/fields.ts';
import type { EngineClient } from '../../preload/contract/bridge.ts';
import type { RecordDetail } from '../../preload/contract/engine.ts';
import type { Screen } from './navigation.ts';

/** The screen that is a record's own, or that of what it belongs to; null where there is none. */
export async function placeOf(
  engine: EngineClient,
  collection: CollectionName,
  id: string,
): Promise<Screen | null> {
  switch (collection) {
    case 'carrier':
      return { name: 'carriers', carrierId: id };
    case 'producer':
      return { name: 'producers', producerId: id };
    case 'product': {
      const carrierId = await namedBy(engine, collection, id, 'carrierId');
      return carrierId === null ? null : { name: 'carriers', carrierId, productId: id };
    }
    case 'commissionLevel': {
      const productId = await namedBy(engine, collection, id, 'productId');
      return productId === null ? null : placeOf(engine, 'product', productId);
    }
    case 'contractAssignment': {
      const npn = await namedBy(engine, collection, id, 'npn');
      return npn === null ? null : { name: 'producers', npn };
    }
    case 'insurancePolicy':
    case 'address':
    case 'phone':
    case 'bankAccount': {
      const producerId = await namedBy(engine, collection, id, 'producerId');
      return producerId === null ? null : { name: 'producers', producerId };
    }
    case 'invitation':
      return { name: 'invitations' };
    case 'agent':
    case 'licence':
    case 'downstreamEntity': {
      // The producer's page tells what AgentSync has of this NPN, and that it has nothing where it has not.
      const npn = await namedBy(engine, collection, id, 'npn');
      return npn === null ? null : { name: 'producers', npn };
    }
    case 'fileDocument':
      return null;
    default:
      return collection satisfies never;
  }
}

/** What a field of a record holds; null where it holds nothing, or the record is not on this computer. */
export async function namedBy(
  engine: EngineClient,
  collection: CollectionName,
  id: string,
  field: string,
): Promise<string | null> {
  const answer = await engine.call('record.read', { collection, id });
  const value = answer.ok ? valueOf(answer.value, field) : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

function valueOf({ fields }: RecordDetail, name: string): FieldValue {
  return fields.find(({ field }) => field === name)?.value ?? null;
}
