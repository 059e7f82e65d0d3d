import { afterEach, describe, expect, it } from 'vitest';
import type { ContractingConnector } from '../../../main/engine/connectors/api.ts';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

/** Notes when pages and writes are asked for and answered, in order. */
function noting(connector: ContractingConnector, events: string[]): ContractingConnector {
  let writes = 0;
  return {
    ...connector,
    async listPage(collection, options) {
      events.push(`page ${options.page} asked`);
      const answer = await connector.listPage(collection, options);
      events.push(`page ${options.page} answered`);
      return answer;
    },
    async updateMany(collection, items, signal) {
      const write = (writes += 1);
      events.push(`write ${write} asked`);
      const answer = await connector.updateMany(collection, items, signal);
      events.push(`write ${write} answered`);
      return answer;
    },
  };
}

describe('looking at many records while they are sent', () => {
  const events: string[] = [];
  /** Three pages of assignments at the vendor, in its own order. */
  const threePages = async (): Promise<readonly string[]> => {
    events.length = 0;
    used = await rig({ assignments: 2_500, wrap: (connector) => noting(connector, events) });
    events.length = 0;
    return used.sandbox.control.records('contractAssignments', 0, 2_500).map(({ id }) => id);
  };
  const sent = async (ids: readonly string[]): Promise<void> => {
    if (used === null) throw new Error('There is no rig');
    valueOf(used.type('userDefined1', Object.fromEntries(ids.map((id) => [id, 'looked at']))));
    used.outbox.start();
    await used.drained();
  };
  const pagesAsked = (): readonly string[] => events.filter((event) => /^page \d asked$/.test(event));

  it('asks for the next page before what the last one showed is written', async () => {
    const ids = await threePages();
    await sent([...ids.slice(0, 300), ...ids.slice(2_100, 2_300)]);
    expect(events.indexOf('page 1 asked')).toBeLessThan(events.indexOf('write 1 answered'));
    expect(pagesAsked()).toEqual(['page 0 asked', 'page 1 asked', 'page 2 asked']);
    expect(used?.effects()).toHaveLength(500);
  });

  it('asks for no page when nothing is left to be seen', async () => {
    const ids = await threePages();
    await sent(ids.slice(500, 800));
    expect(pagesAsked()).toEqual(['page 0 asked']);
    expect(used?.effects()).toHaveLength(300);
  });
});
