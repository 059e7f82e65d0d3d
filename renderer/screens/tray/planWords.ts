import { durationWords } from '../../../domain/duration.ts';
import type { EngineStatus, SendPlan } from '../../../preload/contract/engine.ts';
import { counted, formatCount, formatMoment } from '../../state/format.ts';

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
  const asked = askedFirst(plan);
  if (asked === '') return `${selected ? 'Selected' : 'All clean'}: ${planWords(plan)}`;
  const { terminations, invitations } = plan.confirm;
  const sure = Math.max(0, plan.records - terminations - invitations);
  const which = selected ? 'Selected' : 'Clean';
  return `${which}: ${counted(sure, 'record')}. To be confirmed first: ${asked}. Together ${planWords(plan)}`;
}

/** What no one has said yes to so far, so that it is never counted as clean. */
function askedFirst({ confirm: { terminations, invitations } }: SendPlan): string {
  return [
    ...(terminations === 0 ? [] : [counted(terminations, 'termination')]),
    ...(invitations === 0 ? [] : [counted(invitations, 'invitation')]),
  ].join(', ');
}

/** `Sending 20 of 500 changes to AgentSync, about 9 minutes left.` */
export function sendingWords({ done, total, secondsLeft }: NonNullable<EngineStatus['sending']>): string {
  const left = done >= total ? '' : `, ${durationWords(secondsLeft)} left`;
  return `Sending ${formatCount(done)} of ${counted(total, 'change')} to AgentSync${left}.`;
}

/** Until when sending waits, and why. */
export function pauseWords({ until, reason }: NonNullable<EngineStatus['pause']>, now: number): string {
  return `Sending is paused until ${formatMoment(until, now)} and goes on by itself. ${reason}`;
}
