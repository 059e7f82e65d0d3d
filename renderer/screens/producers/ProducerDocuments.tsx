import type { ReactNode } from 'react';

/** Documents of a producer: AgentSync offers none, and nothing else is connected that has some. */
export function ProducerDocuments(): ReactNode {
  return (
    <section className="upl-card" aria-labelledby="producer-documents">
      <header className="upl-producer-head">
        <h2 id="producer-documents">Documents</h2>
      </header>
      <div className="upl-card-body upl-dim upl-producer-words">
        <p>None on this computer: AgentSync gives no documents to other programs.</p>
        <p>
          Certificates, agreements and W-9 forms are looked up where they are kept, for most agencies in
          AgentSync itself or in Turris. Once Upline can be connected to Turris, its documents stand here with
          their versions. Until then, E&amp;O cover is under E&amp;O policies, and a user-defined field of an
          assignment can hold where its papers lie.
        </p>
      </div>
    </section>
  );
}
