import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';

interface ViewNameDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly initial: string;
  readonly taken: readonly string[];
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for the name of a view; two views of a list cannot have the same. */
export function ViewNameDialog({
  opened,
  title,
  initial,
  taken,
  onName,
  onClose,
}: ViewNameDialogProps): ReactNode {
  const [name, setName] = useState(initial);
  const trimmed = name.trim();
  const used = taken.some((one) => one.toLowerCase() === trimmed.toLowerCase());
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (trimmed !== '' && !used) onName(trimmed);
        }}
      >
        <TextInput
          label="Name"
          data-autofocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={used ? 'There is a view with this name already.' : null}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={trimmed === '' || used}>
            Save
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
