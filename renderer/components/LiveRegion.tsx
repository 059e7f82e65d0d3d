import type { ReactNode } from 'react';
import { useAnnouncer } from '../state/announcer.ts';

/** Where `announce` speaks. Always in the page: a region that arrives with its text is not read. */
export function LiveRegion(): ReactNode {
  const text = useAnnouncer((state) => state.text);
  return (
    <div className="upl-visually-hidden" aria-live="polite" aria-atomic data-testid="announcer">
      {text}
    </div>
  );
}
