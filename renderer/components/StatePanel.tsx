import './StatePanel.css';
import type { ReactNode } from 'react';

interface StatePanelProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons. */
  readonly actions?: ReactNode;
  /** `status` is spoken politely, `alert` at once. */
  readonly role?: 'status' | 'alert';
}

/** Stands where rows would be: nothing yet, nothing found, still loading, or why not. */
export function StatePanel({ icon, title, children, actions, role = 'status' }: StatePanelProps): ReactNode {
  return (
    <div className="upl-state" role={role}>
      {icon}
      <h2>{title}</h2>
      {children === undefined ? null : <p>{children}</p>}
      {actions === undefined ? null : <div className="upl-state-actions">{actions}</div>}
    </div>
  );
}
