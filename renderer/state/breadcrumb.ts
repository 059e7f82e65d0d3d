import { useEffect } from 'react';
import { create } from 'zustand';
import type { Screen } from './navigation.ts';

/** One step of the way to a page. */
export interface Crumb {
  readonly label: string;
  /** Where a click leads; the last crumb is the page itself and leads nowhere. */
  readonly screen?: Screen;
}

interface BreadcrumbStore {
  readonly crumbs: readonly Crumb[];
}

/** The title line of the top bar. Empty: the name of the screen. */
export const useBreadcrumbStore = create<BreadcrumbStore>()(() => ({ crumbs: [] }));

/** Shows these crumbs in the top bar while the calling screen is mounted. */
export function useBreadcrumb(crumbs: readonly Crumb[]): void {
  const key = JSON.stringify(crumbs);
  useEffect(() => {
    const parsed: readonly Crumb[] = JSON.parse(key);
    useBreadcrumbStore.setState({ crumbs: parsed });
    return () => useBreadcrumbStore.setState({ crumbs: [] });
  }, [key]);
}
