import type { ReactNode } from 'react';

/** Documents of a producer: AgentSync offers none, and nothing else is connected that has some. */
export function ProducerDocuments(): ReactNode {
  return (
    <section className="upl-card" aria-labelledby="producer-documents">
      <header className="upl-producer-head">
        <h2 id="producer-documents">Documents</h2>
      </header>
      <p className="upl-card-body upl-dim">
        None on this computer. AgentSync gives no documents to other programs; certificates, agreements and
        W-9 forms have to be looked up where they are kept. What AgentSync knows of E&amp;O cover stands under
        E&amp;O policies.
      </p>
    </section>
  );
}
