import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ReferenceSelect } from '../../components/recordForm/ReferenceSelect.tsx';
import { useRecord } from '../carriers/useRecord.ts';

/** A level that becomes an assignment with the invitation. */
export interface ChosenLevel {
  readonly id: string;
  /** `Acme Life · Term Life 20 · Street`. */
  readonly words: string;
}

interface InviteLevelsProps {
  readonly levels: readonly ChosenLevel[];
  readonly onChange: (levels: readonly ChosenLevel[]) => void;
}

/** Carrier, then product, then level: each level is one assignment that AgentSync makes with the invitation. */
export function InviteLevels({ levels, onChange }: InviteLevelsProps): ReactNode {
  const [carrierId, setCarrierId] = useState('');
  const [productId, setProductId] = useState('');
  const [levelId, setLevelId] = useState('');
  const carrier = useRecord('carrier', carrierId === '' ? undefined : carrierId);
  const product = useRecord('product', productId === '' ? undefined : productId);
  const level = useRecord('commissionLevel', levelId === '' ? undefined : levelId);
  const titles = [carrier, product, level]
    .map((record) => record?.title ?? '')
    .filter((title) => title !== '');
  const common = { required: false, error: undefined, givenLabel: undefined } as const;

  return (
    <>
      {levels.length === 0 ? null : (
        <ul className="upl-invite-list">
          {levels.map(({ id, words }) => (
            <li key={id} className="upl-invite-level">
              <span>{words}</span>
              <ActionIcon
                variant="subtle"
                aria-label={`Remove ${words}`}
                onClick={() => onChange(levels.filter((other) => other.id !== id))}
              >
                <IconX size={15} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <div className="upl-invite-pick">
        <ReferenceSelect
          {...common}
          label="Carrier"
          collection="carrier"
          filters={[]}
          waitsForProduct={false}
          value={carrierId}
          onChange={(value) => {
            setCarrierId(value);
            setProductId('');
            setLevelId('');
          }}
        />
        <ReferenceSelect
          {...common}
          key={`product of ${carrierId}`}
          label="Product"
          collection="product"
          filters={carrierId === '' ? [] : [{ field: 'carrierId', test: 'is', value: carrierId }]}
          waitsForProduct={false}
          value={productId}
          onChange={(value) => {
            setProductId(value);
            setLevelId('');
          }}
        />
        <ReferenceSelect
          {...common}
          key={`level of ${productId}`}
          label="Commission level"
          collection="commissionLevel"
          filters={[{ field: 'productId', test: 'is', value: productId }]}
          waitsForProduct={productId === ''}
          value={levelId}
          onChange={setLevelId}
        />
        <Button
          variant="default"
          disabled={level === null}
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => {
            onChange([
              ...levels.filter(({ id }) => id !== levelId),
              { id: levelId, words: titles.join(' · ') },
            ]);
            setProductId('');
            setLevelId('');
          }}
        >
          Add
        </Button>
      </div>
    </>
  );
}
