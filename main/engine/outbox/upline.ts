import type { FieldValue, FieldValues } from '../../../domain/fields.ts';
import { isEmpty } from '../../../domain/merge.ts';
import type { Store } from '../store/api.ts';
import type { CellEdit } from './api.ts';

/** A chain of uplines longer than this is a circle. */
const longestChain = 1_000;
const sameProduct = 'The NPN of a producer with an assignment of the same product.';

/**
 * The assignment that was picked, or whose NPN was typed, as the upline of another: null where it is to have none, in
 * words what is expected instead where it cannot be that. It is of the same product and still there, and the other does
 * not stand above it. `recordId` is null for one that is being made, `values` what the other is to hold.
 */
export function uplineFor(
  store: Store,
  input: CellEdit['input'],
  recordId: string | null,
  { productId = null }: FieldValues,
): { readonly id: string | null } | string {
  const named = 'value' in input ? input.value : input.typed.trim();
  if (isEmpty(named)) return { id: null };
  if (typeof named !== 'string') return sameProduct;
  const id = 'value' in input ? named : store.mirror.alike('contractAssignment', { npn: named, productId });
  const upline = id === null ? null : store.mirror.get('contractAssignment', id);
  if (upline === null || upline.goneAt !== null || upline.effective['productId'] !== productId)
    return sameProduct;
  let above: FieldValue | undefined = upline.id;
  for (let step = 0; typeof above === 'string' && above !== ''; step += 1) {
    if (above === recordId || step > longestChain)
      return 'An assignment that does not stand below this one itself.';
    above = store.mirror.get('contractAssignment', above)?.effective['uplineContractAssignmentId'];
  }
  return { id };
}
