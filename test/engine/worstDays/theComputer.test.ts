import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { migrations } from '../../../main/engine/store/migrations/index.ts';
import { storeFailures } from '../../../main/engine/store/failures.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import { rig, valueOf } from '../outbox/support.ts';
import { createOutbox } from '../../../main/engine/outbox/index.ts';
import type { Outbox } from '../../../main/engine/outbox/api.ts';
import type { Rig } from '../outbox/support.ts';
import type { Store } from '../../../main/engine/store/api.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';

let r: Rig;
let own: TestStore;
let ids: readonly string[];

/** A database of our own beside the rig's, whose key and file a test may take away. */
beforeEach(async () => {
  r = await rig({ assignments: 400 });
  ids = r.ids.slice(0, 400);
  own = openTestStore({ readServerCopy });
  own.store.mirror.applyPage(
    'contractAssignment',
    r.sandbox.control
      .records('contractAssignments', 0, 400)
      .map((row) => ({ id: row.id, values: readServerCopy('contractAssignment', row), server: row })),
    { pass: 1, now: own.now },
  );
});
afterEach(async () => {
  own.dispose();
  await r.dispose();
});

function outboxOn(store: Store): Outbox {
  return createOutbox({
    store,
    connector: r.connector,
    clock: r.clock,
    random: systemRandom,
    log: { write: () => undefined },
    network: r.network,
    changes: {
      rows: () => undefined,
      membership: () => undefined,
      outbox: () => undefined,
      status: () => undefined,
      receipt: () => undefined,
    },
    actor: 'tester',
    environment: 'practice',
  });
}

const edits = (field: string, text: (index: number) => string): Parameters<Outbox['stage']>[2] =>
  ids.map((recordId, index) => ({ recordId, field, input: { typed: text(index) } }));

const filesOf = (file: string): readonly (Buffer | null)[] =>
  [file, `${file}-wal`].map((each) => (existsSync(each) ? readFileSync(each) : null));

describe('the disk is full while staging', () => {
  it('saves nothing by half, says so, and works once there is space again', () => {
    valueOf(
      outboxOn(own.store).stage(
        'contractAssignment',
        'Before',
        edits('userDefined1', (i) => `before ${i}`),
      ),
    );
    own.store.close();
    const open = (sql: string): Store =>
      valueOf(
        openStore({
          file: own.file,
          key: own.key,
          readServerCopy,
          // A step that leaves no trace in the file: it only tells this connection how large the file may get.
          migrations: [...migrations, { number: migrations.length + 1, sql }],
        }),
      );
    const full = open('PRAGMA max_page_count = 1');
    const outbox = outboxOn(full);
    const before = [
      full.operations.countLiveRecords(),
      full.operations.batches(0, 10).length,
      full.audit.list(0, 10).length,
    ];
    const refused = outbox.stage(
      'contractAssignment',
      'Too much',
      edits('userDefined2', (i) => `${'x'.repeat(200)} ${i}`),
    );
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'disk-full', message: storeFailures['disk-full'].message },
    });
    expect([
      full.operations.countLiveRecords(),
      full.operations.batches(0, 10).length,
      full.audit.list(0, 10).length,
    ]).toEqual(before);
    for (const [index, id] of ids.entries()) {
      const record = full.mirror.get('contractAssignment', id);
      expect(record?.effective['userDefined1']).toBe(`before ${index}`);
      expect(record?.effective['userDefined2']).toEqual(record?.server?.['userDefined2'] ?? null);
    }
    full.close();

    const roomy = open('PRAGMA max_page_count = 1000000');
    valueOf(
      outboxOn(roomy).stage(
        'contractAssignment',
        'Again',
        edits('userDefined2', (i) => `${'x'.repeat(200)} ${i}`),
      ),
    );
    expect(roomy.mirror.get('contractAssignment', ids[7] ?? '')?.effective['userDefined2']).toMatch(/ 7$/);
    expect(roomy.audit.verify().brokenAt).toBeNull();
    roomy.close();
    own = { ...own, dispose: () => undefined };
  });
});

describe('the key is gone from the keychain', () => {
  it('opens nothing, touches nothing, and everything is there when the key is back', () => {
    valueOf(
      outboxOn(own.store).stage(
        'contractAssignment',
        'Before',
        edits('userDefined1', (i) => `kept ${i}`),
      ),
    );
    own.store.close();
    const before = filesOf(own.file);
    const opening = (key: Uint8Array | null): ReturnType<typeof openStore> =>
      openStore({ file: own.file, key, readServerCopy });
    expect(opening(null)).toEqual({ ok: false, error: storeFailures['key-missing'] });
    expect(opening(randomBytes(32))).toEqual({ ok: false, error: storeFailures['key-wrong'] });
    expect(filesOf(own.file)).toEqual(before);
    const store = own.reopen();
    expect(store.operations.countLiveRecords()).toBe(ids.length);
    expect(store.mirror.get('contractAssignment', ids[3] ?? '')?.effective['userDefined1']).toBe('kept 3');
  });
});

describe('the database file is damaged', () => {
  it.each([
    ['in its first page', (bytes: Buffer) => bytes.fill(0x55, 100, 200)],
    ['by losing its second half', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ] as const)('says so and leaves the file alone (%s)', (_, damage) => {
    valueOf(
      outboxOn(own.store).stage(
        'contractAssignment',
        'Before',
        edits('userDefined1', (i) => `kept ${i}`),
      ),
    );
    own.store.close();
    const whole = readFileSync(own.file);
    writeFileSync(own.file, damage(Buffer.from(whole)));
    const damaged = filesOf(own.file);
    expect(openStore({ file: own.file, key: own.key, readServerCopy })).toEqual({
      ok: false,
      error: storeFailures['file-corrupt'],
    });
    expect(filesOf(own.file)).toEqual(damaged);
    // The backup of the folder that the message speaks of.
    writeFileSync(own.file, whole);
    expect(own.reopen().operations.countLiveRecords()).toBe(ids.length);
  });
});
