import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { StatePanel } from '../../components/StatePanel.tsx';

/** Shown while something opens. Stays empty for a moment: most openings are quicker than a glance. */
export function OpeningScreen({ words }: { readonly words: string }): ReactNode {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), 250);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main style={{ height: '100%' }}>
      {visible ? <StatePanel icon={<Loader size="sm" aria-hidden />} title={words} /> : null}
    </main>
  );
}
