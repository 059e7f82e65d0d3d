import { describe, expect, it } from 'vitest';
import type { CollectionSync, EngineStatus } from '../../../preload/contract/engine.ts';
import { chipOf } from '../../../renderer/state/chip.ts';
import {
  freshnessWords,
  keptFresh,
  signInMessage,
  syncWords,
  turrisSignInMessage,
} from '../../../renderer/state/syncWords.ts';
import { emptyStatus } from '../engine/emptyStatus.ts';

const now = new Date(2026, 0, 5, 15, 0).getTime();
const since = new Date(2026, 0, 5, 14, 2).getTime();

function target(name: CollectionSync['target'], rest: Partial<CollectionSync> = {}): CollectionSync {
  return {
    target: name,
    state: 'idle',
    page: 0,
    pages: null,
    records: 10,
    completedAt: since,
    failure: null,
    ...rest,
  };
}

function status(turris: Partial<CollectionSync>, rest: Partial<EngineStatus> = {}): EngineStatus {
  return {
    ...emptyStatus,
    turris: { network: { state: 'online' } },
    sync: [target('lookups'), target('carrier'), target('agent', turris), target('licence', turris)],
    ...rest,
  };
}

const chip = (of: EngineStatus) => chipOf(of, 'running', now);

describe('Turris in trouble', () => {
  const refused = {
    state: 'needs-auth',
    failure: { code: 'wrong-credentials', message: 'Turris does not accept them.' },
  } as const;

  it('names itself where its sign-in is needed, and leaves AgentSync’s alone', () => {
    const of = status(refused);
    expect(chip(of)).toMatchObject({ kind: 'sign-in', words: 'Turris sign-in needed' });
    expect(turrisSignInMessage(of)).toBe('Turris does not accept them.');
    expect(signInMessage(of)).toBeNull();
    expect(syncWords(target('agent', refused), now)).toBe('Turris refused the credentials');
  });

  it('says nothing of an earlier refusal while its next pass is under way', () => {
    const of = status({}, { sync: [target('agent', { state: 'running' }), target('licence', refused)] });
    expect(turrisSignInMessage(of)).toBeNull();
    // A pass over AgentSync's says nothing about Turris.
    const other = status({}, { sync: [target('carrier', { state: 'running' }), target('agent', refused)] });
    expect(turrisSignInMessage(other)).not.toBeNull();
  });

  it('says since when it is not reached, while AgentSync is', () => {
    const network = { state: 'offline', since, chosen: false, reason: 'No route.' } as const;
    expect(chip(status({ state: 'offline' }, { turris: { network } }))).toMatchObject({
      kind: 'trouble',
      words: 'Turris not reached since 14:02',
    });
  });

  it('says whose sync stopped', () => {
    const failed = { state: 'failed', failure: { code: 'malformed', message: '' } } as const;
    expect(chip(status(failed))).toMatchObject({ kind: 'trouble', words: 'Sync with Turris stopped' });
    const both = status(failed, { sync: [target('carrier', failed), target('agent', failed)] });
    expect(chip(both).words).toBe('Sync stopped');
  });
});

describe('AgentSync in trouble', () => {
  it('comes first: nothing can be sent', () => {
    const refused = { state: 'needs-auth' } as const;
    const both = status(refused, { sync: [target('carrier', refused), target('agent', refused)] });
    expect(chip(both).words).toBe('Sign-in needed');
    expect(signInMessage(both)).toBe('AgentSync refused the credentials of this connection.');
  });
});

describe('how fresh everything is', () => {
  it('names whose records are not all here', () => {
    const unread = { state: 'never', completedAt: null } as const;
    const words = (of: EngineStatus): string => freshnessWords(of, now, 'Everything here');
    expect(words(status(unread))).toBe('Not everything has been read from Turris yet.');
    const both = status(unread, { sync: [target('carrier', unread), target('agent', unread)] });
    expect(words(both)).toBe('Not everything has been read from AgentSync and Turris yet.');
    expect(words(status({}))).toBe('Everything here is complete as of 14:02.');
  });

  it('leaves out Turris while it is not connected', () => {
    const of = status({ state: 'failed', completedAt: null }, { turris: null });
    expect(keptFresh(of).map(({ target: name }) => name)).toEqual(['lookups', 'carrier']);
    expect(freshnessWords(of, now, 'Everything here')).toBe('Everything here is complete as of 14:02.');
    expect(chip(of).words).toBe('Online');
    expect(turrisSignInMessage(of)).toBeNull();
  });
});
