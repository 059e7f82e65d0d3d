import { Button, ScrollArea } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Accept, IssueGroup, RowIssue } from '../../../domain/import/issues.ts';
import type { ImportReport } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted, formatCount } from '../../state/format.ts';
import { check } from './importActions.ts';
import { useImport } from './importStore.ts';

const acceptWords: Readonly<Record<Accept, string>> = {
  'number-as-id': 'They never began with 0: take them as they stand',
  'day-number': 'Read them as dates',
};
const mostShown = 8;

const mostRows = 6;

/** The same thing in several rows is said once, with the rows. */
function alike(issues: readonly RowIssue[]): readonly string[] {
  const rows = new Map<string, number[]>();
  for (const { row, column, found, expected } of issues) {
    const text = `${column === '' ? '' : `${column}: `}${found === '' ? '' : `found “${found}”; `}expected: ${expected}`;
    const others = rows.get(text);
    if (others === undefined) rows.set(text, [row]);
    else others.push(row);
  }
  return [...rows].slice(0, mostShown).map(([text, all]) => {
    const named = all.slice(0, mostRows).map(formatCount).join(', ');
    const more = all.length > mostRows ? ` and ${formatCount(all.length - mostRows)} more` : '';
    return `${all.length === 1 ? 'Row' : 'Rows'} ${named}${more}, ${text}`;
  });
}

/** What stands in the way, grouped by what repairs it. */
export function IssueList({ report: { issues, absent } }: { readonly report: ImportReport }): ReactNode {
  return (
    <ScrollArea
      className="upl-import-issues"
      type="auto"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'What stands in the way' }}
    >
      {issues.map((group) => (
        <Group key={group.repair} group={group} />
      ))}
      {absent === null || absent.count === 0 ? null : (
        <article>
          <h3>
            Not in the list <span className="upl-dim">{formatCount(absent.count)}</span>
          </h3>
          <p>
            These assignments have a writing number here, and their producer is not in the carrier’s list.
            Nothing happens to them.
          </p>
          <Items all={absent.count} shown={absent.named.slice(0, mostShown)} />
        </article>
      )}
    </ScrollArea>
  );
}

function Group({ group }: { readonly group: IssueGroup }): ReactNode {
  const engine = useEngine();
  const { title, fix, count, named, accept } = group;
  return (
    <article>
      <h3>
        {title} <span className="upl-dim">{counted(count, 'cell')}</span>
      </h3>
      <p>{fix}</p>
      <ul>
        {alike(named).map((text) => (
          <li key={text}>{text}</li>
        ))}
        {count > named.length ? (
          <li className="upl-dim">and {formatCount(count - named.length)} more</li>
        ) : null}
      </ul>
      {accept === null ? null : (
        <Button
          variant="default"
          onClick={() => {
            useImport.setState({ accepted: [...useImport.getState().accepted, accept] });
            run(check(engine));
          }}
        >
          {acceptWords[accept]}
        </Button>
      )}
    </article>
  );
}

function Items({ all, shown }: { readonly all: number; readonly shown: readonly string[] }): ReactNode {
  return (
    <ul>
      {shown.map((text) => (
        <li key={text}>{text}</li>
      ))}
      {all > shown.length ? <li className="upl-dim">and {formatCount(all - shown.length)} more</li> : null}
    </ul>
  );
}
