import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';

interface EnvironmentChoiceProps<T extends string> {
  /** Of the form field; two forms may be open. */
  readonly name: string;
  readonly environments: readonly {
    readonly value: T;
    readonly label: string;
    readonly description: string;
  }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** Which of a vendor's environments a connection belongs to. */
export function EnvironmentChoice<T extends string>(props: EnvironmentChoiceProps<T>): ReactNode {
  const { name, environments, value, onChange } = props;
  return (
    <Radio.Group
      label="Environment"
      name={name}
      value={value}
      onChange={(chosen) => {
        const found = environments.find((each) => each.value === chosen);
        if (found !== undefined) onChange(found.value);
      }}
    >
      <div className="upl-entry-form" style={{ gap: 8, marginTop: 6 }}>
        {environments.map((each) => (
          <Radio key={each.value} value={each.value} label={each.label} description={each.description} />
        ))}
      </div>
    </Radio.Group>
  );
}
