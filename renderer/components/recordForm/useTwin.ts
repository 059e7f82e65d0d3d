import { useEffect, useState } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import type { RecordTwin } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import type { FormValues } from './formValues.ts';

/** A pause in typing, after which the name is looked up. */
const pauseMs = 200;

const parents: Readonly<Partial<Record<CollectionName, string>>> = {
  product: 'carrierId',
  commissionLevel: 'productId',
};

/** While the form is filled in: another record that has the same name already. */
export function useTwin(
  collection: CollectionName,
  id: string | null,
  values: FormValues,
): RecordTwin | null {
  const engine = useEngine();
  const [found, setFound] = useState<{ readonly key: string; readonly twin: RecordTwin | null } | null>(null);
  const parent = parents[collection];
  const { name } = values;
  const above = parent === undefined ? undefined : values[parent];
  const asked =
    (collection === 'carrier' || collection === 'product' || collection === 'commissionLevel') &&
    typeof name === 'string' &&
    name.trim() !== '' &&
    (parent === undefined || (typeof above === 'string' && above !== ''))
      ? { collection, id, values: { name, ...(parent === undefined ? {} : { [parent]: String(above) }) } }
      : null;
  const key = asked === null ? null : JSON.stringify(asked);

  useEffect(() => {
    if (key === null) return undefined;
    let current = true;
    const ask = async (): Promise<void> => {
      const request: NonNullable<typeof asked> = JSON.parse(key);
      const answer = await engine.call('record.alike', request);
      if (current && answer.ok) setFound({ key, twin: answer.value.twin });
    };
    const timer = setTimeout(() => run(ask()), pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [engine, key]);

  return found !== null && found.key === key ? found.twin : null;
}
