import type { SendPlan } from '../../../preload/contract/engine.ts';
import { counted } from '../../state/format.ts';

/** `12 records, 2 requests, about 1 second`. */
export function planWords({ records, requests, words }: SendPlan): string {
  return [counted(records, 'record'), counted(requests, 'request'), words]
    .filter((part) => part !== '')
    .join(', ');
}

/** Before sending: what it would take. Says "would", because nothing has left yet. */
export function beforeSending(plan: SendPlan, selected: boolean): string {
  if (plan.records === 0)
    return selected ? 'Nothing of the selection can be sent now.' : 'Nothing can be sent now.';
  return `${selected ? 'Selected' : 'All clean'}: ${planWords(plan)}`;
}
