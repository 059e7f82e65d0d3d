import { PasswordInput } from '@mantine/core';
import type { ReactNode } from 'react';

/** Characters a passphrase must have. */
export const shortestPassphrase = 10;

interface PassphraseFieldsProps {
  readonly passphrase: string;
  readonly again: string;
  readonly onPassphrase: (text: string) => void;
  readonly onAgain: (text: string) => void;
}

/** A passphrase, typed twice: with a slip in it the file could never be opened again. */
export function PassphraseFields(props: PassphraseFieldsProps): ReactNode {
  const { passphrase, again, onPassphrase, onAgain } = props;
  const short = passphrase !== '' && passphrase.length < shortestPassphrase;
  const differs = again !== '' && again !== passphrase;
  return (
    <>
      <PasswordInput
        label="Passphrase"
        description={`At least ${shortestPassphrase} characters. It is not kept anywhere: without it the file cannot be opened.`}
        value={passphrase}
        autoComplete="new-password"
        error={short && again !== '' ? `It needs at least ${shortestPassphrase} characters.` : undefined}
        onChange={(event) => onPassphrase(event.currentTarget.value)}
        data-autofocus
      />
      <PasswordInput
        label="Passphrase again"
        value={again}
        autoComplete="new-password"
        error={differs && again.length >= passphrase.length ? 'The two are not the same.' : undefined}
        onChange={(event) => onAgain(event.currentTarget.value)}
      />
    </>
  );
}
