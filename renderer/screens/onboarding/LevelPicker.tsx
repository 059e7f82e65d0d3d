import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { NewRecordButton } from '../../components/recordForm/NewRecordButton.tsx';
import { ReferenceSelect } from '../../components/recordForm/ReferenceSelect.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tell, tellFailure } from '../../state/messages.ts';
import { useRecord } from '../carriers/useRecord.ts';
import { describeLevels } from './describeLevel.ts';
import { useOnboarding } from './onboardingStore.ts';

/** Carrier, then product, then level; what is missing can be made on the way, with or without a network. */
export function LevelPicker(): ReactNode {
  const engine = useEngine();
  const [carrierId, setCarrierId] = useState('');
  const [productId, setProductId] = useState('');
  const [levelId, setLevelId] = useState('');
  const carrier = useRecord('carrier', carrierId);
  const product = useRecord('product', productId);

  const add = async (): Promise<void> => {
    const described = await describeLevels(engine, [levelId]);
    if (!described.ok) return tellFailure(described.error);
    const [level] = described.value;
    if (level === undefined) return;
    const { levels } = useOnboarding.getState();
    const same = levels.find(
      ({ carrier, product }) => carrier === level.carrier && product === level.product,
    );
    if (levels.some(({ commissionLevelId }) => commissionLevelId === levelId))
      return tell('This level is chosen already.');
    if (same !== undefined) {
      // A producer has one level of a product.
      useOnboarding.setState({ levels: levels.map((other) => (other === same ? level : other)) });
      tell(`${same.product}: ${same.level} replaced by ${level.level}.`);
    } else useOnboarding.setState({ levels: [...levels, level] });
    setLevelId('');
    setProductId('');
  };

  return (
    <form
      className="upl-onboarding-picker"
      onSubmit={(event) => {
        event.preventDefault();
        if (levelId !== '') run(add());
      }}
    >
      <div className="upl-onboarding-pick">
        <ReferenceSelect
          label="Carrier"
          collection="carrier"
          filters={[]}
          value={carrierId}
          givenLabel={undefined}
          waitsForProduct={false}
          required={false}
          error={undefined}
          onChange={(value) => {
            setCarrierId(value);
            setProductId('');
            setLevelId('');
          }}
        />
        <NewRecordButton collection="carrier" label="New carrier…" />
      </div>
      <div className="upl-onboarding-pick">
        <ReferenceSelect
          key={carrierId}
          label="Product"
          collection="product"
          filters={carrierId === '' ? [] : [{ field: 'carrierId', test: 'is', value: carrierId }]}
          value={productId}
          givenLabel={undefined}
          waitsForProduct={false}
          required={false}
          error={undefined}
          onChange={(value) => {
            setProductId(value);
            setLevelId('');
          }}
        />
        <NewRecordButton
          collection="product"
          label="New product…"
          given={carrier === null ? [] : [{ field: 'carrierId', value: carrierId, label: carrier.title }]}
        />
      </div>
      <div className="upl-onboarding-pick">
        <ReferenceSelect
          key={productId}
          label="Commission level"
          collection="commissionLevel"
          filters={[{ field: 'productId', test: 'is', value: productId }]}
          value={levelId}
          givenLabel={undefined}
          waitsForProduct={productId === ''}
          required={false}
          error={undefined}
          onChange={setLevelId}
        />
        <NewRecordButton
          collection="commissionLevel"
          label="New level…"
          given={product === null ? [] : [{ field: 'productId', value: productId, label: product.title }]}
        />
      </div>
      <Button type="submit" disabled={levelId === ''} leftSection={<IconPlus size={15} aria-hidden />}>
        Add level
      </Button>
    </form>
  );
}
