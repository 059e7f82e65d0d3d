import type { ReactNode } from 'react';
import type { ProducerEvent, ToldEvent } from '../../../preload/contract/producer.ts';
import { shortenInstant } from '../../components/dataTable/columns.ts';
import { formatAge, formatMoment } from '../../state/format.ts';
import { useNow } from '../../state/useNow.ts';
import { OldNew } from '../tray/OldNew.tsx';

const outcomes: Readonly<Record<ProducerEvent['result'], string>> = {
  sent: 'Sent to AgentSync',
  adopted: 'AgentSync already held it',
  'nothing-to-send': 'Nothing had to be sent',
  dropped: 'Not sent',
  open: 'Saved on this computer, not sent',
};

interface ProducerTimelineProps {
  readonly events: readonly ProducerEvent[];
  readonly told: readonly ToldEvent[];
}

/**
 * What was done from this computer for the producer and its contracts, newest first, unsent work and
 * receipts; and what AgentSync told of its contracts.
 */
export function ProducerTimeline({ events, told }: ProducerTimelineProps): ReactNode {
  const now = useNow();
  const open = events.filter(({ result }) => result === 'open').length;
  return (
    <section className="upl-card" aria-labelledby="producer-timeline">
      <header className="upl-producer-head">
        <h2 id="producer-timeline">Unsent changes and history</h2>
        {open === 0 ? null : <span className="upl-producer-open">{`${open} not sent`}</span>}
      </header>
      {events.length === 0 ? (
        <p className="upl-card-body upl-dim">Nothing was changed from this computer.</p>
      ) : (
        <ol className="upl-producer-timeline">
          {events.map((event) => (
            <li key={event.operationId} data-open={event.result === 'open' || undefined}>
              <span className="upl-producer-when">
                {formatMoment(event.settledAt ?? event.stagedAt, now)}
              </span>
              <div>
                <p>
                  <strong>{event.gesture}</strong> <span className="upl-dim">{event.record}</span>
                </p>
                <p className="upl-producer-changes">
                  {event.changes.slice(0, 4).map(({ label, from, to }) => (
                    <span key={label}>
                      {label}: <OldNew from={from} to={to} />
                    </span>
                  ))}
                  {event.changes.length > 4 ? (
                    <span className="upl-dim">{`and ${event.changes.length - 4} more`}</span>
                  ) : null}
                </p>
                <p className="upl-dim">
                  {outcomes[event.result]} · {event.actor}
                  {event.note === '' ? '' : ` · ${event.note}`}
                </p>
              </div>
            </li>
          ))}
        </ol>
      )}
      <ToldEvents told={told} now={now} />
    </section>
  );
}

interface ToldEventsProps {
  readonly told: readonly ToldEvent[];
  readonly now: number;
}

function ToldEvents({ told, now }: ToldEventsProps): ReactNode {
  if (told.length === 0) {
    return (
      <p className="upl-producer-source upl-producer-foot">
        What AgentSync tells of a contract is read when its changes are looked at in the sheet; nothing was
        read yet.
      </p>
    );
  }
  const oldest = Math.min(...told.map(({ fetchedAt }) => fetchedAt));
  return (
    <section aria-label="Told by AgentSync">
      <ol className="upl-producer-timeline">
        {told.map((event) => (
          <li key={event.id}>
            <span className="upl-producer-when">
              {event.at === '' ? 'no date told' : shortenInstant(event.at, now)}
            </span>
            <div>
              <p>
                <strong>{event.statusTo === '' ? 'Contract changed' : event.statusTo}</strong>{' '}
                <span className="upl-dim">{event.record}</span>
              </p>
              <p className="upl-dim">{toldWords(event)}</p>
            </div>
          </li>
        ))}
      </ol>
      <p className="upl-producer-source upl-producer-foot">
        Told by AgentSync {formatAge(oldest, now)}, of the contracts whose changes were looked at.
      </p>
    </section>
  );
}

function toldWords({ statusFrom, level, by }: ToldEvent): string {
  const facts = [
    by === '' ? 'At AgentSync' : `At AgentSync, by ${by}`,
    statusFrom === '' ? '' : `before: ${statusFrom}`,
    level === '' ? '' : `level ${level}`,
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}
