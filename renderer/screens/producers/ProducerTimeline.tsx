import type { ReactNode } from 'react';
import type { ProducerEvent, ProducerPage, ToldEvent } from '../../../preload/contract/producer.ts';
import { shortenInstant } from '../../components/dataTable/columns.ts';
import { formatAge, formatMoment } from '../../state/format.ts';
import { useNow } from '../../state/useNow.ts';
import { OldNew } from '../tray/OldNew.tsx';
import { timelineEntries } from './timelineEntries.ts';
import type { DatedFact, TimelineEntry } from './timelineEntries.ts';
import { useFirst } from './useFirst.tsx';

const outcomes: Readonly<Record<ProducerEvent['result'], string>> = {
  sent: 'Sent to AgentSync',
  adopted: 'AgentSync already held it',
  'nothing-to-send': 'Nothing had to be sent',
  dropped: 'Not sent',
  open: 'Saved on this computer, not sent',
};

/** Entries that are shown before somebody asks for all. */
const most = 40;
/** Changes of one gesture that are named. */
const mostChanges = 4;

/**
 * Everything dated that is known of a producer, the latest first: what was done from this computer, what AgentSync
 * told of its contracts, and dates that its records name. Each entry says which of them it is.
 */
export function ProducerTimeline({ page }: { readonly page: ProducerPage }): ReactNode {
  const now = useNow();
  const { shown, more } = useFirst(timelineEntries(page, now), most, 'entries');
  const open = page.timeline.filter(({ result }) => result === 'open').length;
  return (
    <section className="upl-card" aria-labelledby="producer-timeline">
      <header className="upl-producer-head">
        <h2 id="producer-timeline">Timeline</h2>
        {open === 0 ? null : <span className="upl-producer-open">{`${open} not sent`}</span>}
      </header>
      {shown.length === 0 ? (
        <p className="upl-card-body upl-dim">
          Nothing dated is known: nothing was changed from this computer, and no record here names a date.
        </p>
      ) : (
        <ol className="upl-producer-timeline">
          {shown.map((entry) => (
            <Entry key={keyOf(entry)} entry={entry} now={now} />
          ))}
        </ol>
      )}
      {more}
      <p className="upl-producer-source upl-producer-foot">
        {page.told.length === 0
          ? 'What AgentSync tells of a contract’s changes is read when somebody looks at them in the sheet; nothing was read yet.'
          : 'What AgentSync tells of changes is here for the contracts whose changes were looked at in the sheet.'}
      </p>
    </section>
  );
}

function keyOf(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'here':
      return entry.event.operationId;
    case 'told':
      return entry.event.id;
    case 'fact':
      return entry.fact.id;
    default:
      return entry satisfies never;
  }
}

function Entry({ entry, now }: { readonly entry: TimelineEntry; readonly now: number }): ReactNode {
  switch (entry.kind) {
    case 'here':
      return <Here event={entry.event} now={now} />;
    case 'told':
      return <Told event={entry.event} now={now} />;
    case 'fact':
      return <Fact fact={entry.fact} now={now} />;
    default:
      return entry satisfies never;
  }
}

function Here({ event, now }: { readonly event: ProducerEvent; readonly now: number }): ReactNode {
  const { gesture, record, changes, result, actor, note, settledAt, stagedAt } = event;
  return (
    <li data-open={result === 'open' || undefined}>
      <span className="upl-producer-when">{formatMoment(settledAt ?? stagedAt, now)}</span>
      <div>
        <p>
          <strong>{gesture}</strong> <span className="upl-dim">{record}</span>
        </p>
        <p className="upl-producer-changes">
          {changes.slice(0, mostChanges).map(({ label, from, to }) => (
            <span key={label}>
              {label}: <OldNew from={from} to={to} />
            </span>
          ))}
          {changes.length > mostChanges ? (
            <span className="upl-dim">{`and ${changes.length - mostChanges} more`}</span>
          ) : null}
        </p>
        <p className="upl-dim">
          {outcomes[result]} · {actor}
          {note === '' ? '' : ` · ${note}`}
        </p>
      </div>
    </li>
  );
}

function Told({ event, now }: { readonly event: ToldEvent; readonly now: number }): ReactNode {
  const { at, statusFrom, statusTo, record, level, by, fetchedAt } = event;
  const facts = [
    by === '' ? 'At AgentSync' : `At AgentSync, by ${by}`,
    statusFrom === '' ? '' : `before: ${statusFrom}`,
    level === '' ? '' : `level ${level}`,
    `told ${formatAge(fetchedAt, now)}`,
  ];
  return (
    <li>
      <span className="upl-producer-when">{at === '' ? 'no date told' : shortenInstant(at, now)}</span>
      <div>
        <p>
          <strong>{statusTo === '' ? 'Contract changed' : statusTo}</strong>{' '}
          <span className="upl-dim">{record}</span>
        </p>
        <p className="upl-dim">{facts.filter((fact) => fact !== '').join(' · ')}</p>
      </div>
    </li>
  );
}

function Fact({ fact, now }: { readonly fact: DatedFact; readonly now: number }): ReactNode {
  return (
    <li>
      <span className="upl-producer-when">{fact.date}</span>
      <div>
        <p>
          <strong>{fact.title}</strong> <span className="upl-dim">{fact.record}</span>
        </p>
        <p className="upl-dim">
          {fact.fetchedAt === null
            ? 'Saved on this computer, not sent'
            : `From the record, read from AgentSync ${formatAge(fact.fetchedAt, now)}`}
        </p>
      </div>
    </li>
  );
}
