import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerCall, registerCalls, shellCallNames } from '../../../main/ipc/register.ts';
import type { Sender, ShellHandlers } from '../../../main/ipc/register.ts';
import { createShellHandlers } from '../../../main/ipc/shellHandlers.ts';
import { createAppState } from '../../../main/shell/appState.ts';
import { shellCalls } from '../../../preload/contract.ts';
import type { ShellState } from '../../../preload/contract.ts';
import { ok } from '../../../domain/result.ts';
import type { Log } from '../../../main/engine/ports.ts';

const ours: Sender = { isOurWindow: true, isTopFrame: true, isOurAddress: true };
const lines: string[] = [];
const log: Log = {
  write: (level, message, details) => void lines.push(JSON.stringify({ level, message, details })),
};
const initial: ShellState = {
  version: '1',
  runtime: 'test',
  protection: { kind: 'keychain' },
  connections: [],
  engine: { state: 'none' },
  theme: 'system',
};
const never = new Promise<never>(() => {});
const nobodyAsked = { open: () => false, count: () => 0 };
const noFiles = {
  save: () => never,
  open: () => never,
  begin: () => never,
  part: () => never,
  end: () => never,
};

function handlers(change: Partial<ShellHandlers> = {}): ShellHandlers {
  const real = createShellHandlers({
    state: createAppState(initial, () => {}),
    workspace: never,
    files: noFiles,
    secrets: { copy: () => never },
  });
  return { ...real, 'shell.state': () => Promise.resolve(ok(initial)), ...change };
}

afterEach(() => {
  lines.length = 0;
});

it('registers every call of the contract and nothing else', () => {
  const registered: string[] = [];
  registerCalls({ handle: (name) => void registered.push(name) }, () => ours, handlers(), log, nobodyAsked);
  expect(registered.toSorted()).toEqual(Object.keys(shellCalls).toSorted());
  expect(Object.keys(handlers()).toSorted()).toEqual([...shellCallNames].toSorted());
});

describe('a call', () => {
  it('reaches its handler', async () => {
    expect(await answerCall(handlers(), log, 'shell.state', ours, {})).toEqual(ok(initial));
  });

  it.each([
    ['another window', { ...ours, isOurWindow: false }],
    ['a frame inside ours', { ...ours, isTopFrame: false }],
    ['another address', { ...ours, isOurAddress: false }],
  ])('is refused from %s, whatever it asks', async (_who, sender) => {
    const asked = vi.fn(() => Promise.resolve(ok(initial)));
    const answer = await answerCall(handlers({ 'shell.state': asked }), log, 'shell.state', sender, {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
    expect(asked).not.toHaveBeenCalled();
  });

  it.each([
    [undefined],
    [null],
    [{}],
    [{ passphrase: 'short' }],
    [{ passphrase: ['a'] }],
    [{ passphrase: 'x'.repeat(501) }],
  ])('is refused with field messages when it asks %j', async (request) => {
    const asked = vi.fn(() => Promise.resolve(ok(null)));
    const answer = await answerCall(handlers({ 'shell.unlock': asked }), log, 'shell.unlock', ours, request);
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request', remedy: 'fix-fields' } });
    expect(asked).not.toHaveBeenCalled();
  });

  it('never carries unknown properties on', async () => {
    const asked = vi.fn(() => Promise.resolve(ok(null)));
    await answerCall(handlers({ 'shell.set-theme': asked }), log, 'shell.set-theme', ours, {
      theme: 'dark',
      __proto__: { x: 1 },
      more: true,
    });
    expect(asked).toHaveBeenCalledWith({ theme: 'dark' });
  });

  it('answers in time even if its handler does not', async () => {
    const stuck = handlers({ 'shell.set-theme': () => never });
    const answer = await answerCall(stuck, log, 'shell.set-theme', ours, { theme: 'dark' }, 30);
    expect(answer).toMatchObject({ ok: false, error: { code: 'timed-out', remedy: 'retry' } });
  });

  it('waits for as long as a person is being asked something, and its own time after that', async () => {
    const asking = { open: () => open, count: () => 1 };
    let open = true;
    let ended = false;
    const stuck = handlers({ 'shell.set-theme': () => never });
    const answer = answerCall(stuck, log, 'shell.set-theme', ours, { theme: 'dark' }, 10, asking).finally(
      () => {
        ended = true;
      },
    );
    // Many times its limit.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(ended).toBe(false);
    open = false;
    expect(await answer).toMatchObject({ ok: false, error: { code: 'timed-out' } });
  });

  it('turns an exception into a plain message and logs the rest', async () => {
    const thrower = (): Promise<never> => Promise.reject(new Error('at /home/someone/secret-place.ts'));
    const answer = await answerCall(handlers({ 'shell.state': thrower }), log, 'shell.state', ours, {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'bug' } });
    expect(JSON.stringify(answer)).not.toContain('secret-place');
    expect(lines.join()).toContain('A call failed with an exception');
  });
});
