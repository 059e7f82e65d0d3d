import { Button, Loader, Modal } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Result } from '../../../domain/result.ts';
import type { EngineCalls, ExactRequest } from '../../../preload/contract/engine.ts';
import type { ResponseOf } from '../../../preload/contract/definition.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import { requestText } from './requestText.ts';

type Answer = Result<ResponseOf<EngineCalls['outbox.requests']>>;

interface RequestsDialogProps {
  /** Null while nothing is asked. */
  readonly operationIds: readonly string[] | null;
  readonly onClose: () => void;
}

/** The requests as they would leave now, for those who want to see exactly what is sent. */
export function RequestsDialog({ operationIds, onClose }: RequestsDialogProps): ReactNode {
  return (
    <Modal opened={operationIds !== null} onClose={onClose} title="The exact request" size={760}>
      {operationIds === null ? null : <Requests key={operationIds.join()} operationIds={operationIds} />}
    </Modal>
  );
}

function Requests({ operationIds }: { readonly operationIds: readonly string[] }): ReactNode {
  const engine = useEngine();
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const found = await engine.call('outbox.requests', { operationIds: [...operationIds] });
      if (current) setAnswer(found);
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine, operationIds]);

  if (answer === null) return <Loader size={20} aria-label="Preparing the requests" />;
  if (!answer.ok) return <FailureNote failure={answer.error} />;
  const { requests, more } = answer.value;
  if (requests.length === 0) return <p>Nothing of this would be sent now.</p>;
  return (
    <div className="upl-requests">
      <p className="upl-dim">
        As it would leave now. Before writing, Upline reads the records once more. The access token is not
        shown.
      </p>
      {requests.map((request) => (
        <Request key={requestText(request)} request={request} />
      ))}
      {more > 0 ? <p className="upl-dim">and {counted(more, 'more request')}</p> : null}
    </div>
  );
}

function Request({ request }: { readonly request: ExactRequest }): ReactNode {
  const text = requestText(request);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    tell('The request was copied.');
  };
  return (
    <figure>
      <figcaption>
        <span>{counted(request.records, 'record')}</span>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconCopy size={13} aria-hidden />}
          onClick={() => run(copy())}
        >
          Copy
        </Button>
      </figcaption>
      {/* Scrollable, so it must be reachable by keyboard. */}
      <pre className="upl-mono" tabIndex={0} aria-label={`${request.method} ${request.url}`}>
        {text}
      </pre>
    </figure>
  );
}
