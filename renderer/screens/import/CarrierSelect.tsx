import type { ReactNode } from 'react';
import { ReferenceSelect } from '../../components/recordForm/ReferenceSelect.tsx';
import { useEngine } from '../../state/engineContext.ts';
import { run } from '../../state/crash.ts';
import { useImport } from './importStore.ts';

/** The carrier whose list of writing numbers it is. */
export function CarrierSelect(): ReactNode {
  const engine = useEngine();
  const carrier = useImport((state) => state.carrier);
  const choose = async (id: string): Promise<void> => {
    useImport.setState({ carrier: { id, label: '' } });
    const read = await engine.call('record.read', { collection: 'carrier', id });
    if (read.ok && useImport.getState().carrier?.id === id)
      useImport.setState({ carrier: { id, label: read.value.title } });
  };
  return (
    <div className="upl-import-carrier">
      <ReferenceSelect
        label="Carrier"
        collection="carrier"
        filters={[]}
        value={carrier?.id ?? ''}
        givenLabel={carrier?.label}
        waitsForProduct={false}
        required
        error={undefined}
        onChange={(id) => (id === '' ? useImport.setState({ carrier: null }) : run(choose(id)))}
      />
    </div>
  );
}
