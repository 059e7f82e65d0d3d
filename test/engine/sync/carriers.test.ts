import { afterEach, describe, expect, it } from 'vitest';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { createRig } from './rig.ts';
import type { Rig, RigOptions } from './rig.ts';

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

async function rigWith(options: RigOptions = {}): Promise<Rig> {
  rig = await createRig({ size: { assignments: 20, carriers: 5 }, ...options });
  return rig;
}

/** Carriers of the mirror that are not, field by field, what the stand-in has. */
function incomplete(made: Rig): readonly string[] {
  return made.sandbox.control
    .records('carriers', 0, 100)
    .filter((row) => {
      const mine = made.store.mirror.get('carrier', row.id)?.server;
      return JSON.stringify(mine) !== JSON.stringify(readServerCopy('carrier', row));
    })
    .map(({ id }) => id);
}

const reads = (made: Rig): number => made.sandbox.control.counters()['getCarrier'] ?? 0;
const carrierAt = (made: Rig, position: number): string =>
  made.sandbox.control.records('carriers', position, 1)[0]?.id ?? '';

describe('carriers, whose list names four fields', () => {
  it('are each read whole once', async () => {
    const made = await rigWith();
    await made.pass();
    expect(incomplete(made)).toEqual([]);
    expect(reads(made)).toBe(5);
    await made.pass();
    expect(incomplete(made)).toEqual([]);
    expect(reads(made)).toBe(5);
  });

  it('keep what the list does not name when it names something new', async () => {
    const made = await rigWith();
    await made.pass();
    const id = carrierAt(made, 0);
    const before = made.store.mirror.get('carrier', id)?.effective ?? {};
    made.sandbox.control.remoteEdit('carriers', id, { name: 'Renamed Mutual' });
    await made.pass();
    const after = made.store.mirror.get('carrier', id)?.effective ?? {};
    expect(after['name']).toBe('Renamed Mutual');
    expect(after['linesOfBusiness']).toEqual(before['linesOfBusiness']);
    expect(after['administrativeDivisions']).toEqual(before['administrativeDivisions']);
    expect(before['linesOfBusiness']).not.toEqual(null);
  });

  it('are read whole when they are new, and again when the list says that they changed', async () => {
    const made = await rigWith({ sandboxProfile: { carrierList: 'full' } });
    await made.pass();
    const before = reads(made);
    const id = carrierAt(made, 1);
    made.sandbox.control.remoteEdit('carriers', id, { uplineFirmName: 'Another firm' });
    made.sandbox.control.remoteCreate('carriers', { name: 'Brand New Life' });
    await made.pass();
    expect(reads(made)).toBe(before + 2);
    expect(incomplete(made)).toEqual([]);
  });

  it('are read once more when they may have changed twice in the second that the vendor tells', async () => {
    let now = Date.UTC(2026, 5, 1, 9, 0, 0, 100);
    const made = await rigWith({ now: () => now });
    await made.pass();
    const id = carrierAt(made, 0);
    const before = reads(made);
    made.sandbox.control.remoteEdit('carriers', id, { uplineFirmName: 'First' });
    now += 300;
    await made.pass();
    expect(reads(made)).toBe(before + 1);
    // Within the same second: the list says the same as before.
    made.sandbox.control.remoteEdit('carriers', id, { uplineFirmName: 'Second' });
    now += 60_000;
    await made.pass();
    expect(incomplete(made)).toEqual([]);
    // Read again after that second it is sure, and not asked for any more.
    const sure = reads(made);
    now += 60_000;
    await made.pass();
    expect(reads(made)).toBe(sure);
  });

  it('stay complete as a list when one cannot be read whole, and that one is asked for again', async () => {
    const made = await rigWith();
    const fault = made.sandbox.control.addFault({
      match: { operation: 'getCarrier', path: carrierAt(made, 2) },
      action: { kind: 'malformed' },
    });
    await made.pass();
    expect(made.state('carrier')).toMatchObject({ state: 'idle', failure: null, records: 5 });
    expect(incomplete(made)).toEqual([carrierAt(made, 2)]);
    made.sandbox.control.clearFaults(fault);
    await made.pass();
    expect(incomplete(made)).toEqual([]);
    expect(reads(made)).toBeLessThan(12);
  });

  it.each([
    ['is not offered', 404],
    ['is forbidden', 403],
    ['fails at the server', 500],
  ])('stay as listed when reading one %s', async (_name, status) => {
    const made = await rigWith();
    made.sandbox.control.addFault({ match: { operation: 'getCarrier' }, action: { kind: 'status', status } });
    await made.pass();
    expect(made.state('carrier')).toMatchObject({ state: 'idle', failure: null, records: 5 });
    expect(made.state('contractAssignment')).toMatchObject({ state: 'idle', failure: null });
    expect(made.store.mirror.get('carrier', carrierAt(made, 0))?.effective['name']).not.toBeNull();
  });

  it('keep a change that was confirmed while they were read whole', async () => {
    let changed = '';
    const made = await rigWith({
      transport: (transport) => async (request) => {
        const outcome = await transport(request);
        if (changed === '' && rig !== undefined && /carriers\/[^/?]+$/.test(request.url)) {
          changed = carrierAt(rig, 4);
          const echo = await rig.connector.updateMany('carrier', [
            { id: changed, values: { naic: '99999' } },
          ]);
          if (!echo.ok) throw new Error(JSON.stringify(echo));
        }
        return outcome;
      },
      ahead: 5,
    });
    // The last carrier is read ahead, before the first answer is used; then the change is confirmed.
    made.tokens.scope = 'rino_api_agency_read rino_api_agency_write';
    await made.pass();
    expect(made.store.mirror.get('carrier', changed)?.effective['naic']).toBe('99999');
  });

  it('are not read by id where the profile does not offer it', async () => {
    const made = await rigWith({
      profile: (profile) => {
        const { readCarrier } = profile.calls;
        const off = { practice: false, sandbox: false, production: false, custom: false };
        return { ...profile, calls: { ...profile.calls, readCarrier: { ...readCarrier, enabled: off } } };
      },
    });
    await made.pass();
    expect(reads(made)).toBe(0);
    expect(made.state('carrier')).toMatchObject({ state: 'idle', failure: null, records: 5 });
  });
});
