import { Checkbox, Loader, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { ViewValues } from '../../../domain/view.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted, formatCount } from '../../state/format.ts';
import { FailureNote } from '../FailureNote.tsx';

interface ValuePickerProps {
  readonly request: ViewRequest;
  readonly field: string;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** The values a column has in the rows that the other filters leave, with counts, to tick. */
export function ValuePicker({ request, field, chosen, onChange }: ValuePickerProps): ReactNode {
  const engine = useEngine();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, 120);
  const [answer, setAnswer] = useState<ViewValues | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const key = JSON.stringify(request);

  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const query: ViewRequest = JSON.parse(key);
      const result = await engine.call('view.values', { query, field, search: wanted });
      if (!current) return;
      if (result.ok) setAnswer(result.value);
      setFailure(result.ok ? null : result.error);
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine, key, field, wanted]);

  const ticked = new Set(chosen.map((text) => text.toLowerCase()));
  const toggle = (text: string): void => {
    const low = text.toLowerCase();
    onChange(ticked.has(low) ? chosen.filter((one) => one.toLowerCase() !== low) : [...chosen, text]);
  };
  const values = answer?.values ?? [];
  return (
    <div className="upl-values">
      <TextInput
        type="search"
        size="xs"
        aria-label="Search values"
        placeholder="Search values"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {failure === null ? null : <FailureNote failure={failure} />}
      {answer === null && failure === null ? <Loader size={18} aria-label="Reading values" /> : null}
      <fieldset className="upl-values-list" aria-label="Values">
        {values.map(({ text, count }) => (
          <Checkbox
            key={text}
            size="xs"
            checked={ticked.has(text.toLowerCase())}
            onChange={() => toggle(text)}
            label={
              <>
                <span className={text === '' ? 'upl-dim' : undefined}>{text === '' ? '(empty)' : text}</span>
                <span className="upl-dim upl-values-count">{formatCount(count)}</span>
              </>
            }
          />
        ))}
      </fieldset>
      <p className="upl-dim upl-values-words">{valuesWords(answer)}</p>
    </div>
  );
}

function valuesWords(answer: ViewValues | null): string {
  if (answer === null) return '';
  if (answer.found === 0) return 'No such value';
  if (answer.found > answer.values.length)
    return `The ${formatCount(answer.values.length)} most frequent of ${formatCount(answer.found)}. Search to see others.`;
  return answer.found === answer.distinct
    ? counted(answer.distinct, 'value')
    : `${formatCount(answer.found)} of ${counted(answer.distinct, 'value')}`;
}
