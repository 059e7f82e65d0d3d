import { expect, test } from 'vitest';
import { createSecretClipboard, secretStays } from '../../../main/shell/secretClipboard.ts';

function make() {
  let held = '';
  let due: { readonly at: number; readonly work: () => Promise<void> } | null = null;
  const secrets = createSecretClipboard(
    {
      readText: () => Promise.resolve(held),
      writeText: (text) => {
        held = text;
        return Promise.resolve();
      },
      clear: () => {
        held = '';
      },
    },
    (at, work) => {
      due = { at, work };
      return () => {
        if (due?.work === work) due = null;
      };
    },
  );
  return {
    secrets,
    held: () => held,
    write: (text: string) => {
      held = text;
    },
    after: async () => {
      expect(due?.at).toBe(secretStays);
      await due?.work();
    },
    waits: () => due !== null,
  };
}

test('a copied secret is there to be pasted, and gone a minute later', async () => {
  const one = make();
  await one.secrets.copy('https://secret');
  expect(one.held()).toBe('https://secret');
  await one.after();
  expect(one.held()).toBe('');
});

test('what was copied since stays', async () => {
  const one = make();
  await one.secrets.copy('https://secret');
  one.write('my own');
  await one.after();
  expect(one.held()).toBe('my own');
});

test('a second secret gets its own minute, and quitting takes it away at once', async () => {
  const one = make();
  await one.secrets.copy('first');
  await one.secrets.copy('second');
  expect(one.waits()).toBe(true);
  await one.secrets.forget();
  expect(one.held()).toBe('');
  expect(one.waits()).toBe(false);
  one.write('second');
  await one.secrets.forget();
  expect(one.held()).toBe('second');
});
