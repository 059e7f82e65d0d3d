import { afterEach, describe, expect, it } from 'vitest';
import type { RuleInput } from '../../../sandbox/index.ts';
import { createRig, differences } from './rig.ts';
import type { Rig } from './rig.ts';

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

const secondPage = { operation: 'listAssignments', path: '[?&]page=1(&|$)' };

async function rigWith(...faults: readonly RuleInput[]): Promise<Rig> {
  rig = await createRig({ maxBytes: 2_000_000 });
  for (const fault of faults) rig.sandbox.control.addFault(fault);
  return rig;
}

/** Records of the second page by their position. */
function idAt(made: Rig, position: number): string {
  const row = made.sandbox.control.records('contractAssignments', 50 + position, 1)[0];
  if (row === undefined) throw new Error('no such record');
  return row.id;
}

describe('one bad record among good ones', () => {
  it('sets a record of wrong types aside with its reason and applies the rest', async () => {
    const made = await rigWith({
      match: secondPage,
      action: { kind: 'wrong-types', item: 17, field: 'npn' },
    });
    await made.pass();
    const bad = idAt(made, 17);
    expect(differences(made, 'contractAssignment')).toEqual([`${bad} is missing`]);
    expect(made.store.setAside.list(0, 10)).toEqual([
      expect.objectContaining({
        collection: 'contractAssignment',
        key: bad,
        reason: '`npn` should be text of at most 15 characters, found an object.',
      }),
    ]);
    expect(made.store.setAside.list(0, 1)[0]?.raw).toContain(bad);
    expect(made.state('contractAssignment')).toMatchObject({ state: 'idle', failure: null });
  });

  it('sets a record with an over-long field aside', async () => {
    const made = await rigWith({ match: secondPage, action: { kind: 'overlong', item: 3, field: 'npn' } });
    await made.pass();
    expect(made.store.setAside.list(0, 10)).toEqual([
      expect.objectContaining({
        key: idAt(made, 3),
        reason: '`npn` should be text of at most 15 characters, found text of 100000 characters.',
      }),
    ]);
    expect(made.store.setAside.list(0, 1)[0]?.raw.length).toBeLessThanOrEqual(4_000);
    expect(differences(made, 'contractAssignment')).toHaveLength(1);
  });

  it('names a record without an id by its place', async () => {
    const made = await rigWith({
      match: secondPage,
      action: { kind: 'missing-field', item: 4, field: 'id' },
    });
    await made.pass();
    expect(made.store.setAside.list(0, 10)[0]).toMatchObject({
      key: 'page 2, item 5',
      reason: '`id` should be text of at most 200 characters, found none.',
    });
  });

  it('keeps a record with an unknown status or level type', async () => {
    const made = await rigWith(
      { match: secondPage, action: { kind: 'unknown-enum', item: 6, field: 'assignmentStatusId' } },
      {
        match: { operation: 'listLevels' },
        action: { kind: 'unknown-enum', item: 0, field: 'type' },
        times: 1,
      },
    );
    await made.pass();
    expect(made.store.setAside.count()).toBe(0);
    const values = made.store.mirror.get('contractAssignment', idAt(made, 6))?.effective;
    expect(values?.['assignmentStatusId']).toBe('NEW_VALUE_FROM_THE_FUTURE');
    const types = made.store.mirror
      .ids('commissionLevel', null, 1_000)
      .map((id) => made.store.mirror.get('commissionLevel', id)?.effective['type']);
    expect(types).toContain('NEW_VALUE_FROM_THE_FUTURE');
  });

  it('keeps the earlier copy of a record whose newest version cannot be read, and forgets the reason once it can', async () => {
    const made = await rigWith();
    await made.pass();
    const bad = idAt(made, 2);
    const fault = made.sandbox.control.addFault({
      match: secondPage,
      action: { kind: 'wrong-types', item: 2, field: 'npn' },
    });
    await made.pass();
    expect(made.store.mirror.get('contractAssignment', bad)?.goneAt).toBeNull();
    expect(made.store.setAside.count()).toBe(1);
    made.sandbox.control.clearFaults(fault);
    await made.pass();
    expect(made.store.setAside.count()).toBe(0);
    expect(differences(made, 'contractAssignment')).toEqual([]);
  });
});

describe('removing while a record cannot be read', () => {
  /** One record deleted by others, one damaged in the list; both are in the mirror. */
  const damaged = async (
    field: string,
    action: 'wrong-types' | 'missing-field',
  ): Promise<[Rig, string, string]> => {
    const made = await rigWith();
    await made.pass();
    const bad = idAt(made, 2);
    const gone = made.sandbox.control.records('contractAssignments', 200, 1)[0]?.id ?? '';
    made.sandbox.control.remoteDelete('contractAssignments', gone);
    made.sandbox.control.addFault({ match: secondPage, action: { kind: action, item: 2, field } });
    await made.pass();
    expect(made.store.setAside.count()).toBe(1);
    expect(made.state('contractAssignment')).toMatchObject({ state: 'idle', failure: null });
    expect(made.store.mirror.get('contractAssignment', bad)?.goneAt).toBeNull();
    return [made, bad, gone];
  };

  it('keeps the damaged one and removes the deleted one', async () => {
    const [made, , gone] = await damaged('npn', 'wrong-types');
    expect(made.store.mirror.get('contractAssignment', gone)?.goneAt).not.toBeNull();
  });

  it('removes nothing while nobody knows which record is damaged', async () => {
    const [made, , gone] = await damaged('id', 'missing-field');
    expect(made.store.mirror.get('contractAssignment', gone)?.goneAt).toBeNull();
    made.sandbox.control.clearFaults();
    await made.pass();
    expect(differences(made, 'contractAssignment')).toEqual([]);
  });
});

describe('a page that cannot be read at all', () => {
  const cases: readonly (readonly [string, RuleInput['action'], RegExp])[] = [
    ['malformed JSON', { kind: 'malformed' }, /not well-formed JSON/],
    ['invalid UTF-8', { kind: 'invalid-utf8' }, /invalid UTF-8/],
    ['a body of 100 MB', { kind: 'oversized', bytes: 100_000_000 }, /larger than 2 MB/],
  ];

  it.each(cases)(
    '%s: sets the page aside, applies the others, removes nothing',
    async (_name, action, words) => {
      const made = await rigWith();
      await made.pass();
      const gone = made.sandbox.control.records('contractAssignments', 200, 1)[0]?.id ?? '';
      made.sandbox.control.remoteDelete('contractAssignments', gone);
      const edited = made.sandbox.control.records('contractAssignments', 120, 1)[0]?.id ?? '';
      made.sandbox.control.remoteEdit('contractAssignments', edited, { writingNumber: 'NEW' });
      made.sandbox.control.addFault({ match: secondPage, action });
      await made.pass();
      expect(made.state('contractAssignment')).toMatchObject({
        state: 'failed',
        failure: { code: 'unreadable-page', remedy: 'open-set-aside' },
      });
      const [aside] = made.store.setAside.list(0, 10);
      expect(aside?.key).toBe('page 2');
      expect(aside?.reason).toMatch(words);
      expect(made.store.mirror.get('contractAssignment', edited)?.effective['writingNumber']).toBe('NEW');
      expect(made.store.mirror.get('contractAssignment', gone)?.goneAt).toBeNull();
      made.sandbox.control.clearFaults();
      await made.pass();
      expect(differences(made, 'contractAssignment')).toEqual([]);
      expect(made.store.setAside.count()).toBe(0);
      expect(made.state('contractAssignment').state).toBe('idle');
    },
  );

  it('is asked for again first: one garbled answer costs nothing', async () => {
    const made = await rigWith({ match: secondPage, action: { kind: 'malformed' }, times: 1 });
    await made.pass();
    expect(differences(made, 'contractAssignment')).toEqual([]);
    expect(made.store.setAside.count()).toBe(0);
  });

  it('fails with plain words when it is the first page, and the other collections go on', async () => {
    const made = await rigWith({ match: { operation: 'listCarriers' }, action: { kind: 'malformed' } });
    await made.pass();
    const { state, failure } = made.state('carrier');
    expect(state).toBe('failed');
    expect(failure?.message).toMatch(
      /AgentSync's answer .* could not be read.*stay as they were.*tries again/s,
    );
    expect(made.state('contractAssignment').state).toBe('idle');
  });
});

describe('a list that moves while it is read', () => {
  it('reads again when a page repeats a record, and ends up with all of them', async () => {
    const made = await rigWith({ match: secondPage, action: { kind: 'duplicate-id' }, times: 1 });
    await made.pass();
    expect(differences(made, 'contractAssignment')).toEqual([]);
    expect(made.state('contractAssignment').state).toBe('idle');
  });

  it('reads again when a page shrinks', async () => {
    const made = await rigWith({ match: secondPage, action: { kind: 'shrink', by: 3 }, times: 1 });
    await made.pass();
    expect(differences(made, 'contractAssignment')).toEqual([]);
    expect(made.state('contractAssignment').state).toBe('idle');
    expect(made.sandbox.control.counters()['listAssignments']).toBeGreaterThan(5);
  });

  it('counts as incomplete after two more tries, keeps what arrived and removes nothing', async () => {
    const made = await rigWith();
    await made.pass();
    const gone = made.sandbox.control.records('contractAssignments', 0, 1)[0]?.id ?? '';
    made.sandbox.control.remoteDelete('contractAssignments', gone);
    made.sandbox.control.addFault({ match: secondPage, action: { kind: 'shrink', by: 3 } });
    await made.pass();
    expect(made.state('contractAssignment')).toMatchObject({
      state: 'failed',
      failure: { code: 'kept-changing' },
    });
    expect(made.store.mirror.get('contractAssignment', gone)?.goneAt).toBeNull();
    made.sandbox.control.clearFaults();
    await made.pass();
    expect(made.store.mirror.get('contractAssignment', gone)?.goneAt).not.toBeNull();
  });

  it('reads again when records are added between two pages', async () => {
    let added = false;
    rig = await createRig({
      ahead: 1,
      transport: (transport) => async (request) => {
        const outcome = await transport(request);
        if (!added && /contractAssignments\?page=1&/.test(request.url)) {
          added = true;
          const [first] = rig?.sandbox.control.records('contractAssignments', 0, 1) ?? [];
          if (first !== undefined) {
            const { id: _id, ...fields } = first;
            rig?.sandbox.control.remoteCreate('contractAssignments', fields);
          }
        }
        return outcome;
      },
    });
    await rig.pass();
    expect(differences(rig, 'contractAssignment')).toEqual([]);
    expect(rig.store.mirror.count('contractAssignment')).toBe(231);
    expect(rig.state('contractAssignment').state).toBe('idle');
  });
});

describe('many records missing at once', () => {
  it('removes nothing until a person agrees', async () => {
    const made = await rigWith();
    await made.pass();
    for (const row of made.sandbox.control.records('contractAssignments', 0, 60)) {
      made.sandbox.control.remoteDelete('contractAssignments', row.id);
    }
    await made.pass();
    expect(made.state('contractAssignment').failure).toMatchObject({ code: 'would-remove-many' });
    expect(made.state('contractAssignment').failure?.message).toContain('no longer lists 60 of 230');
    expect(made.store.mirror.count('contractAssignment')).toBe(230);
    await made.restart();
    await made.settled();
    expect(made.sync.agreeToRemove('contractAssignment')).toEqual({ ok: true, value: { removed: 60 } });
    expect(made.store.mirror.count('contractAssignment')).toBe(170);
    expect(made.state('contractAssignment')).toMatchObject({ state: 'idle', failure: null });
    expect(made.sync.agreeToRemove('contractAssignment').ok).toBe(false);
    await made.pass();
    expect(differences(made, 'contractAssignment')).toEqual([]);
  });

  it('removes up to a fifth by itself', async () => {
    const made = await rigWith();
    await made.pass();
    for (const row of made.sandbox.control.records('contractAssignments', 0, 46)) {
      made.sandbox.control.remoteDelete('contractAssignments', row.id);
    }
    await made.pass();
    expect(made.store.mirror.count('contractAssignment')).toBe(184);
    expect(differences(made, 'contractAssignment')).toEqual([]);
  });
});
