import { Radio, Select, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { isListed, listOf } from '../../../domain/lists.ts';
import { hiddenWords, rowsWords, selectedIn, viewWords } from './bulkScope.ts';
import type { BulkTarget, ScopeDraft, ScopeKind } from './bulkScope.ts';

const numberWords = { npn: 'NPNs', writingNumber: 'Writing numbers' } as const;

const kinds: readonly ScopeKind[] = ['rows', 'view', 'list'];

interface ScopeChoiceProps {
  readonly target: BulkTarget;
  readonly scope: ScopeDraft;
  readonly missing: boolean;
  readonly onScope: (scope: ScopeDraft) => void;
}

/** Which records are meant, and how many are not. */
export function ScopeChoice({ target, scope, missing, onScope }: ScopeChoiceProps): ReactNode {
  const hidden = hiddenWords(target);
  const numbers = isListed(target.collection) ? listOf(target.collection).numbers : [];
  return (
    <Radio.Group
      label="Which records"
      value={scope.kind}
      error={missing ? 'Choose at least one record.' : undefined}
      onChange={(value) => {
        const kind = kinds.find((each) => each === value);
        if (kind !== undefined) onScope({ ...scope, kind });
      }}
    >
      <div className="upl-bulk-scopes">
        <Radio value="rows" label={rowsWords(target)} disabled={selectedIn(target) === 0} />
        <Radio value="view" label={viewWords(target)} description={hidden === '' ? undefined : hidden} />
        {numbers.length > 0 ? (
          <Radio
            value="list"
            label="Those in a list of numbers"
            description="Also where search and filters hide them."
          />
        ) : null}
        {scope.kind === 'list' ? (
          <div className="upl-bulk-list">
            <Select
              label="The list holds"
              data={numbers.map((key) => ({ value: key, label: numberWords[key] }))}
              value={scope.key}
              allowDeselect={false}
              onChange={(value) =>
                onScope({ ...scope, key: value === 'writingNumber' ? 'writingNumber' : 'npn' })
              }
            />
            <Textarea
              label="Numbers"
              description="One on a line, or a column pasted from a sheet."
              rows={4}
              value={scope.text}
              onChange={(event) => onScope({ ...scope, text: event.currentTarget.value })}
            />
          </div>
        ) : null}
      </div>
    </Radio.Group>
  );
}
