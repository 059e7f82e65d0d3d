import './EntryPage.css';
import { IconBinaryTree2 } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

interface EntryPageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}

/** A page without the frame: first run, connecting, unlocking, trouble. */
export function EntryPage({ title, lead, children }: EntryPageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Upline`;
    // A new page begins at its heading, unless a field of it has taken the focus.
    if (document.activeElement === document.body) heading.current?.focus();
  }, [title]);
  return (
    <main className="upl-entry">
      <div className="upl-entry-column">
        <div className="upl-entry-brand">
          <IconBinaryTree2 size={20} aria-hidden />
          Upline
        </div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead === undefined ? null : <p className="upl-entry-lead">{lead}</p>}
        {children}
      </div>
    </main>
  );
}
