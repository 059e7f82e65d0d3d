import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectorResult, ContractingConnector } from '../../../main/engine/connectors/api.ts';
import { make } from './createSupport.ts';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';
import type { Time } from '../support/time.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

/** The first write is carried out so long after it was sent, on a connection that breaks. */
function carriedOutLater(
  connector: ContractingConnector,
  time: Time,
  afterMs: number,
  isFirst: () => boolean,
): ContractingConnector {
  const late = async <T>(
    write: () => Promise<ConnectorResult<T>>,
    signal: AbortSignal | undefined,
  ): Promise<ConnectorResult<T>> => {
    if (!isFirst()) return write();
    void time.sleep(afterMs).then(write);
    // An answer that never comes: the connection ends when somebody ends it.
    await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    return { ok: false, failure: { kind: 'aborted' } };
  };
  return {
    ...connector,
    updateMany: (collection, items, signal) => late(() => connector.updateMany(collection, items), signal),
    create: (collection, values, options) =>
      late(
        () =>
          connector.create(
            collection,
            values,
            options?.parentId === undefined ? {} : { parentId: options.parentId },
          ),
        options?.signal,
      ),
  };
}

describe('a write whose connection broke and that the vendor carries out all the same, later', () => {
  let asked = false;
  const slowVendor = async (afterMs: number): Promise<Rig> => {
    asked = false;
    const isFirst = (): boolean => {
      const first = !asked;
      asked = true;
      return first;
    };
    used = await rig({ wrap: (connector, time) => carriedOutLater(connector, time, afterMs, isFirst) });
    return used;
  };
  const written = (r: Rig): readonly unknown[] =>
    r.effects().map(({ changes }) => changes['userDefined1']?.to);
  const sending = (r: Rig): Promise<void> => r.until(() => asked, 'the request');
  /** Breaks every connection. */
  const interrupt = (r: Rig): void => {
    r.network.choose(true);
    r.network.choose(false);
  };

  it('is not sent again before, and undoes nothing that was sent after it', async () => {
    const r = await slowVendor(6_000);
    const [id = ''] = r.ids;
    valueOf(r.type('userDefined1', { [id]: 'first' }));
    r.outbox.start();
    await sending(r);
    interrupt(r);
    valueOf(r.type('userDefined1', { [id]: 'second' }));
    await r.drained();
    expect(written(r)).toEqual(['first', 'second']);
    expect(r.shown(id, 'userDefined1')).toBe('second');
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('is waited for after a restart as well', async () => {
    // Stopping gives a write in hand five seconds.
    const r = await slowVendor(9_000);
    const [id = ''] = r.ids;
    valueOf(r.type('userDefined1', { [id]: 'first' }));
    r.outbox.start();
    await sending(r);
    await r.restart();
    valueOf(r.type('userDefined1', { [id]: 'second' }));
    r.outbox.start();
    await r.drained();
    expect(written(r)).toEqual(['first', 'second']);
  });

  it('makes no second record', async () => {
    const r = await slowVendor(6_000);
    // Two products of one name would be no trouble to the vendor.
    make(r, 'product', {
      carrierId: r.store.mirror.ids('carrier', null, 1)[0] ?? '',
      name: 'Once Term',
      lineOfBusinessId: r.store.lookups.list('lineOfBusiness')[0]?.id ?? '',
    });
    r.outbox.start();
    await sending(r);
    interrupt(r);
    await r.drained();
    expect(r.effects()).toHaveLength(1);
    expect(r.sandbox.control.counters()['createProduct']).toBe(1);
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('holds up no other record meanwhile', async () => {
    const r = await slowVendor(6_000);
    const [id = '', other = ''] = r.ids;
    valueOf(r.type('userDefined1', { [id]: 'first' }));
    r.outbox.start();
    await sending(r);
    interrupt(r);
    valueOf(r.type('userDefined1', { [other]: 'free' }));
    await r.until(() => r.held(other, 'userDefined1') === 'free', 'the other record');
    expect(r.outbox.counts().byState.unknown).toBe(1);
    await r.drained();
    expect(written(r)).toEqual(['free', 'first']);
  });
});
