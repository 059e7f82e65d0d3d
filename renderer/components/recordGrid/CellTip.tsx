import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { ShownTip } from './useCellTip.ts';

const widest = 320;

/** The words beside a hovered cell. Everything it says is also in the table and the detail panel. */
export function CellTip({ tip }: { readonly tip: ShownTip | null }): ReactNode {
  if (tip === null) return null;
  const left = Math.max(4, Math.min(tip.x, window.innerWidth - widest - 8));
  const top = Math.min(tip.y + 2, window.innerHeight - 40 - 20 * tip.lines.length);
  return createPortal(
    <div className="upl-cell-tip" aria-hidden style={{ left, top, maxWidth: widest }}>
      {tip.look === null ? null : <span style={{ color: `var(${tip.look.color})` }}>{tip.look.sign}</span>}
      <div>
        {tip.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>,
    document.body,
  );
}
