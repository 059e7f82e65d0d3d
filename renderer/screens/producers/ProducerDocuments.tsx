import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigation } from '../../state/navigation.ts';
import { useStatus } from '../../state/status.ts';

/** Documents of a producer: AgentSync gives none, and Turris does not say whose a document is. */
export function ProducerDocuments(): ReactNode {
  const connected = useStatus(({ status }) => status !== null && status.turris !== null);
  const go = useNavigation((state) => state.go);
  return (
    <section className="upl-card" aria-labelledby="producer-documents">
      <header className="upl-producer-head">
        <h2 id="producer-documents">Documents</h2>
        {connected ? (
          <Button variant="default" size="xs" onClick={() => go({ name: 'licensing', list: 'fileDocument' })}>
            Open all documents
          </Button>
        ) : null}
      </header>
      <div className="upl-card-body upl-dim upl-producer-words">
        <p>
          {connected
            ? 'None can be shown for one producer. Turris lists documents by category and does not tell other programs whose each is; the list under Licensing has all of them.'
            : 'None on this computer: AgentSync gives no documents to other programs, and Turris is not connected.'}
        </p>
        <p>
          Certificates, agreements and W-9 forms are opened where they are kept, for most agencies in Turris
          or AgentSync itself. E&amp;O cover is under E&amp;O policies, and a user-defined field of an
          assignment can hold where its papers lie.
        </p>
      </div>
    </section>
  );
}
