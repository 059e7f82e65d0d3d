import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { vendorOf } from '../../../domain/collections.ts';
import type { Vendor } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { changeStateOf } from '../../../domain/operation.ts';
import type { HistoryChange, HistoryEntry } from '../../../preload/contract/engine.ts';
import { shortenInstant } from '../dataTable/columns.ts';
import { FailureNote } from '../FailureNote.tsx';
import { asSentence, formatMoment } from '../../state/format.ts';
import { useNow } from '../../state/useNow.ts';
import { changeStateLooks } from '../../theme/changeStates.ts';
import { operationWord } from '../../state/operationWord.ts';
import { useRecordHistory } from './useRecordHistory.ts';

interface HistoryListProps {
  readonly collection: CollectionName;
  readonly id: string;
  /** Of this field alone. */
  readonly field?: string;
}

/** What was done here with a record and what pulls found changed, the newest first. */
export function HistoryList({ collection, id, field }: HistoryListProps): ReactNode {
  const { history, failure, more } = useRecordHistory(collection, id, field);
  const now = useNow();
  return (
    <>
      {failure === null ? null : <FailureNote failure={failure} />}
      {history === null ? null : (
        <>
          {history.entries.length === 0 ? (
            <p className="upl-detail-age">{nothingWords(field !== undefined, vendorOf(collection))}</p>
          ) : (
            <ol className="upl-timeline" aria-label="What is known on this computer">
              {history.entries.map((entry) => (
                <Entry
                  key={entry.id}
                  entry={entry}
                  vendor={vendorOf(collection)}
                  named={field === undefined}
                  now={now}
                />
              ))}
            </ol>
          )}
          {history.next === null ? null : (
            <Button variant="subtle" size="compact-xs" onClick={more}>
              Show earlier
            </Button>
          )}
        </>
      )}
    </>
  );
}

function nothingWords(ofField: boolean, vendor: Vendor): string {
  const what = ofField ? 'this field' : 'this record';
  return `Nobody has changed ${what} from here, and no sync has found it changed at ${vendor}.`;
}

interface EntryProps {
  readonly entry: HistoryEntry;
  /** Who has the record. */
  readonly vendor: Vendor;
  /** Whether each change says of which field it is. */
  readonly named: boolean;
  readonly now: number;
}

function Entry({ entry, vendor, named, now }: EntryProps): ReactNode {
  return (
    <li data-source={entry.source}>
      <p className="upl-timeline-head">
        <strong>{titleOf(entry, vendor)}</strong>
        <span className="upl-dim">{entry.at === 0 ? 'no date told' : formatMoment(entry.at, now)}</span>
      </p>
      {entry.changes.map((change) => (
        <OldNew key={change.field} change={change} named={named} />
      ))}
      {entry.source === 'server' ? (
        <p className="upl-dim">{seenWords(entry.changedAt, vendor, now)}</p>
      ) : null}
      {entry.source === 'here' ? <OwnSteps entry={entry} now={now} /> : null}
    </li>
  );
}

function titleOf(entry: HistoryEntry, vendor: Vendor): string {
  if (entry.source === 'here') return entry.gesture === '' ? 'Changed here' : entry.gesture;
  return entry.source === 'server' ? `Changed at ${vendor}` : `${vendor}’s changelog`;
}

function seenWords(changedAt: string, vendor: Vendor, now: number): string {
  const when = changedAt === '' ? '' : ` ${vendor} dates its last change ${shortenInstant(changedAt, now)}.`;
  return `Found by a sync; ${vendor} does not say who.${when}`;
}

function OldNew({ change, named }: { readonly change: HistoryChange; readonly named: boolean }): ReactNode {
  const { label, from, to } = change;
  return (
    <p className="upl-old-new">
      {named ? <span className="upl-dim">{label}</span> : null}
      {from === null ? null : (
        <>
          <del title={from}>{from === '' ? '(empty)' : from}</del>
          <span aria-hidden>→</span>
        </>
      )}
      <ins title={to}>{to === '' ? '(empty)' : to}</ins>
    </p>
  );
}

interface OwnStepsProps {
  readonly entry: Extract<HistoryEntry, { readonly source: 'here' }>;
  readonly now: number;
}

/** Who staged it, what became of it, and how it stands while it has not ended. */
function OwnSteps({ entry, now }: OwnStepsProps): ReactNode {
  const { by, environment, made, state, steps } = entry;
  const look = changeStateLooks[changeStateOf(state)];
  return (
    <>
      <p className="upl-dim" title={environment}>
        {made ? 'Made' : 'Staged'} by {by}
      </p>
      {steps.map((step) => (
        <div key={step.id} className="upl-history-step">
          <p>
            {asSentence(step.words)}{' '}
            <span className="upl-dim">
              {formatMoment(step.at, now)}
              {step.by === '' || step.by === by ? '' : ` · ${step.by}`}
            </span>
          </p>
          {step.message === '' ? null : <p className="upl-detail-message">{asSentence(step.message)}</p>}
        </div>
      ))}
      {state === 'done' || state === 'dropped' ? null : (
        <p className="upl-detail-state" style={{ color: `var(${look.color})` }}>
          <span aria-hidden>{look.sign}</span> {operationWord(state)}
        </p>
      )}
    </>
  );
}
