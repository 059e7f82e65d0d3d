import './recordList.css';
import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigation } from '../../state/navigation.ts';
import type { Screen } from '../../state/navigation.ts';

/** One of the lists that share a screen. */
export interface ListTab {
  /** Told from the others by this. */
  readonly value: string;
  readonly label: string;
  readonly screen: Screen;
}

interface ListTabsProps {
  /** What the tabs are of, for those who do not see them. */
  readonly label: string;
  readonly tabs: readonly ListTab[];
  readonly current: string;
  readonly children: ReactNode;
}

/** Lists of one screen beside each other; each is a place that one comes back to. */
export function ListTabs({ label, tabs, current, children }: ListTabsProps): ReactNode {
  const go = useNavigation((state) => state.go);
  return (
    <Tabs
      className="upl-list-tabs"
      value={current}
      onChange={(value) => {
        const tab = tabs.find((each) => each.value === value);
        if (tab !== undefined) go(tab.screen);
      }}
    >
      <Tabs.List aria-label={label}>
        {tabs.map(({ value, label: words }) => (
          <Tabs.Tab key={value} value={value}>
            {words}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ value }) => (
        <Tabs.Panel key={value} value={value} keepMounted={value === current}>
          {value === current ? children : null}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
