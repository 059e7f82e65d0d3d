import { ActionIcon, Select } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { bulkKindsOf, bulkKindWords } from '../../../domain/bulkOperation.ts';
import { fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { OperationArguments } from './OperationArguments.tsx';
import { bulkFieldsOf } from './operationForm.ts';
import type { OperationDraft } from './operationForm.ts';

interface OperationLineProps {
  readonly collection: CollectionName;
  readonly draft: OperationDraft;
  /** Fields that some line changes already. */
  readonly taken: readonly string[];
  /** What the line still lacks, in words; null when nothing, or when nobody has asked yet. */
  readonly lacks: string | null;
  readonly onDraft: (draft: OperationDraft) => void;
  readonly onRemove: (() => void) | null;
}

/** One field and what becomes of it. */
export function OperationLine(props: OperationLineProps): ReactNode {
  const { collection, draft, taken, lacks, onDraft, onRemove } = props;
  const definition = draft.field === null ? undefined : fieldOf(collection, draft.field);
  const kinds = definition === undefined ? [] : bulkKindsOf(definition);
  const choose = (field: string | null): void => {
    const chosen = field === null ? undefined : fieldOf(collection, field);
    const offered = chosen === undefined ? [] : bulkKindsOf(chosen);
    // A date that was typed for one field is no status of another.
    onDraft({ ...draft, field, text: '', kind: offered.includes(draft.kind) ? draft.kind : 'set' });
  };
  return (
    <fieldset className="upl-bulk-line" aria-label={definition?.label ?? 'A field'}>
      <div className="upl-bulk-line-inputs">
        <Select
          label="Field"
          placeholder="Choose a field"
          searchable
          // The dialog begins here, with nothing in front of it: Escape closes the dialog, not a list nobody opened.
          openOnFocus={false}
          data-autofocus={draft.line === 0 ? true : undefined}
          data={bulkFieldsOf(collection)
            .filter(({ name }) => name === draft.field || !taken.includes(name))
            .map(({ name, label }) => ({ value: name, label }))}
          value={draft.field}
          allowDeselect={false}
          nothingFoundMessage="No such field"
          onChange={choose}
        />
        <Select
          label="What to do"
          placeholder="Choose a field first"
          data={kinds.map((kind) => ({ value: kind, label: bulkKindWords(kind) }))}
          value={definition === undefined ? null : draft.kind}
          disabled={definition === undefined}
          allowDeselect={false}
          onChange={(value) => {
            const kind = kinds.find((each) => each === value);
            if (kind !== undefined) onDraft({ ...draft, kind });
          }}
        />
        {definition === undefined ? null : (
          <OperationArguments
            collection={collection}
            definition={definition}
            draft={draft}
            onDraft={onDraft}
          />
        )}
      </div>
      {onRemove === null ? null : (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Do not change ${definition?.label ?? 'this field'}`}
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
      {lacks === null ? null : (
        <p className="upl-bulk-lacks" role="alert">
          {lacks}
        </p>
      )}
    </fieldset>
  );
}
