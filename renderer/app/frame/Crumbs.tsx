import type { ReactNode } from 'react';
import { useBreadcrumbStore } from '../../state/breadcrumb.ts';
import { screenLabels, useNavigation } from '../../state/navigation.ts';

/** The page's title, with the way that led there. */
export function Crumbs(): ReactNode {
  const crumbs = useBreadcrumbStore((state) => state.crumbs);
  const name = useNavigation((state) => state.screen.name);
  const go = useNavigation((state) => state.go);
  const way = crumbs.slice(0, -1);
  const title = crumbs.at(-1)?.label ?? screenLabels[name];
  return (
    <nav className="upl-crumbs" aria-label="Breadcrumb">
      <ol>
        {way.map(({ label, screen }) => (
          <li key={label}>
            {screen === undefined ? (
              label
            ) : (
              <button type="button" title={label} onClick={() => go(screen)}>
                {label}
              </button>
            )}
          </li>
        ))}
        <li aria-current="page">
          <h1 title={title}>{title}</h1>
        </li>
      </ol>
    </nav>
  );
}
