import { expect, it } from 'vitest';
import { refusal } from '../../../main/engine/outbox/failures.ts';

it.each(['Writing number is taken', 'Writing number is taken. ', 'Writing number is taken!'])(
  'the server’s “%s” and what it means here are two sentences',
  (message) => {
    const { message: said, fields } = refusal({ kind: 'rejected', status: 422, message, fields: {} }, [
      'writingNumber',
    ]);
    expect(said).toMatch(
      /^AgentSync refused this change: Writing number is taken[.!] It is saved on this computer; correct it/,
    );
    // The only field that was changed is the one it is about.
    expect(fields).toEqual({ writingNumber: message });
  },
);
