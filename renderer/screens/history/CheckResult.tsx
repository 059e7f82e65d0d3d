import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { AuditCheck } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { counted } from '../../state/format.ts';

/** How far a look at the whole audit has come. */
export type CheckState =
  | { readonly state: 'not-yet' }
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | ({ readonly state: 'done' } & AuditCheck);

/** What the check of the chain found, in words. */
export function CheckResult({ check }: { readonly check: CheckState }): ReactNode {
  if (check.state === 'failed') {
    return (
      <div className="upl-history-failure">
        <FailureNote failure={check.failure} />
      </div>
    );
  }
  if (check.state !== 'done') return null;
  const whole = check.brokenAt === null;
  const Icon = whole ? IconShieldCheck : IconShieldX;
  return (
    <output className="upl-history-check" data-broken={!whole || undefined}>
      <Icon size={17} aria-hidden />
      <span>{checkWords(check)}</span>
    </output>
  );
}

/** `All 412 entries are as they were written.` */
export function checkWords({ entries, brokenAt }: AuditCheck): string {
  if (brokenAt !== null) {
    return `The history was altered: entry ${brokenAt} does not fit the ones before it. What is from there on is not to be trusted.`;
  }
  if (entries === 0) return 'There is nothing to verify yet.';
  return entries === 1
    ? 'The one entry is as it was written.'
    : `All ${counted(entries, 'entry', 'entries')} are as they were written: the chain is whole.`;
}
