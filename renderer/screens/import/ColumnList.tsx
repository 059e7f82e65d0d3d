import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Because, ColumnGuess } from '../../../domain/import/columnMapping.ts';
import type { ImportPreview } from '../../../preload/contract/engine.ts';
import { counted } from '../../state/format.ts';
import { useImport } from './importStore.ts';

const reasons: Readonly<Record<Because, string>> = {
  remembered: 'as the last time',
  name: 'by its heading',
  alias: 'by another name',
  values: 'by its values: please look',
  nothing: '',
};

/** The fields that a carrier's list of writing numbers has. */
const listTargets: ReadonlySet<string> = new Set(['npn', 'writingNumber']);
const mostListed = 40;

/** What each column is taken for, why, and how sure that is. */
export function ColumnList({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const { targets, purpose } = useImport();
  const [all, setAll] = useState(false);
  const guesses = new Map(preview.guesses.map((guess) => [guess.column, guess] as const));
  // Columns that mean something come first where there are many.
  const sorted =
    preview.columns.length <= mostListed
      ? preview.columns
      : preview.columns.toSorted((a, b) => rank(targets.get(a.index)) - rank(targets.get(b.index)));
  const listed = all ? sorted : sorted.slice(0, mostListed);
  const choices = [
    { value: '', label: 'Leave out' },
    ...preview.targets
      .filter(({ target }) => purpose === 'records' || listTargets.has(target))
      .map(({ target, label, finds }) => ({
        value: target,
        label: finds && purpose === 'records' ? `${label} (finds the record)` : label,
      })),
  ];
  return (
    <div className="upl-import-mapping">
      <table aria-label="What the columns mean">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">For example</th>
            <th scope="col">Brought in as</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {listed.map(({ index, heading, samples }) => {
            const target = targets.get(index) ?? null;
            return (
              <tr key={index}>
                <th scope="row" title={heading}>
                  {heading}
                </th>
                <td title={samples.join(', ')}>{samples.join(', ')}</td>
                <td>
                  <Select
                    aria-label={`Brought in as: ${heading}`}
                    size="xs"
                    searchable
                    allowDeselect={false}
                    value={choices.some(({ value }) => value === target) ? target : ''}
                    data={choices}
                    onChange={(value) =>
                      useImport.setState({
                        targets: new Map(targets).set(index, value === '' ? null : value),
                      })
                    }
                  />
                </td>
                <td className="upl-dim">{whyOf(guesses.get(index), target)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {listed.length === sorted.length ? null : (
        <Button variant="subtle" onClick={() => setAll(true)}>
          Show {counted(sorted.length - listed.length, 'more column')}
        </Button>
      )}
    </div>
  );
}

function rank(target: string | null | undefined): number {
  return target === null || target === undefined ? 1 : 0;
}

function whyOf(guess: ColumnGuess | undefined, target: string | null): string {
  if (guess === undefined || guess.target !== target) return 'chosen by you';
  if (guess.target === null) return guess.because === 'remembered' ? reasons.remembered : '';
  return `${reasons[guess.because]}, ${Math.round(guess.confidence * 100)}% sure`;
}
