import { useSyncExternalStore } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { GridSource } from './gridSource.ts';

interface SheetFrameProps {
  readonly source: GridSource;
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly onPointerDown: () => void;
  readonly children: ReactNode;
}

/** Around the sheet: says that another order is being worked out, which the sheet itself is not drawn anew for. */
export function SheetFrame({ source, frame, onPointerDown, children }: SheetFrameProps): ReactNode {
  const reopening = useSyncExternalStore(source.subscribe, () => source.reopening);
  return (
    <div
      className="upl-grid-sheet"
      ref={frame}
      data-testid="record-grid"
      aria-busy={reopening}
      onPointerDownCapture={onPointerDown}
    >
      {children}
    </div>
  );
}
