import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../sandbox/index.ts';
import { valueOf } from '../outbox/support.ts';
import {
  ask,
  doWork,
  engineOn,
  firstTrouble,
  keyOf,
  moveAside,
  newFolder,
  pageBytes,
  rescueOf,
  startVendor,
  statusOf,
  until,
} from './damagedSupport.ts';
import type { Work } from './damagedSupport.ts';

let ground: ReturnType<typeof newFolder>;
let work: Work;
let cases = 0;
beforeAll(async () => {
  ground = newFolder();
  work = await doWork(ground.folder);
});
afterAll(() => ground.dispose());

interface Damage {
  readonly main: Buffer;
  readonly log: Buffer | null;
}

const flipped = (bytes: Buffer, page: number): Buffer => {
  const copy = Buffer.from(bytes);
  const middle = (page - 1) * pageBytes + pageBytes / 2;
  for (let offset = middle; offset < middle + 8; offset += 1)
    copy.writeUInt8(copy.readUInt8(offset) ^ 0xff, offset);
  return copy;
};
const inPage = (name: string, which: 'root' | 'middle') => (): Damage => ({
  main: flipped(work.whole, work.page(name, which)),
  log: null,
});
const noise = (bytes: Buffer, from: number, to: number): Buffer => Buffer.from(bytes).fill(0xa5, from, to);

function lay({ main, log }: Damage): string {
  cases += 1;
  const folder = path.join(ground.folder, `case-${cases}`);
  mkdirSync(folder);
  const file = path.join(folder, 'upline.db');
  writeFileSync(file, main);
  if (log !== null) writeFileSync(`${file}-wal`, log);
  return file;
}

/** What the vendor was made to write, by record and field. */
function written(sandbox: Sandbox): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { id, origin, changes } of sandbox.control.journal()) {
    if (origin === 'remote') continue;
    for (const field of Object.keys(changes)) {
      const each = keyOf({ id, field });
      times.set(each, (times.get(each) ?? 0) + 1);
    }
  }
  return times;
}

/** Reads what can be read, starts anew, brings it in and sends it; answers what could be read. */
async function liveThrough(damage: Damage, trouble: 'file-corrupt' | 'none' = 'file-corrupt') {
  const file = lay(damage);
  const sandbox = await startVendor();
  // What had left when the process was killed did arrive.
  for (const { id, field, value } of work.changes)
    if (work.arrived.has(keyOf({ id, field })))
      sandbox.control.remoteEdit('contractAssignments', id, { [field]: value });
  try {
    expect(await firstTrouble(lay(damage), sandbox)).toBe(trouble);
    const { report, content } = rescueOf(file);
    expect(readFileSync(file).equals(damage.main), 'the file is untouched').toBe(true);
    if (damage.log !== null) expect(readFileSync(`${file}-wal`).equals(damage.log)).toBe(true);
    expect(content.operations).toHaveLength(report.changes);

    moveAside(file);
    const engine = valueOf(engineOn(file, sandbox, false));
    expect(statusOf(engine).rescued).toEqual(
      report.changes === 0 ? null : { changes: report.changes, missing: report.missing },
    );
    engine.start();
    await until(
      () =>
        statusOf(engine).sync.every(
          ({ completedAt, state }) => state === 'not-offered' || completedAt !== null,
        ),
      'mirroring',
    );
    expect(written(sandbox).size, 'nothing is sent before a person says so').toBe(0);
    if (report.changes > 0) {
      expect(valueOf(ask(engine, 'transfer.bring-rescued', {}))).toMatchObject({ refusedCount: 0 });
      // Where nobody knows whether everything was to be reviewed first, it waits for a person.
      if (statusOf(engine).sendMode === 'review') valueOf(ask(engine, 'outbox.send', {}));
      await until(() => statusOf(engine).outbox.unsent === 0, 'sending');
    }
    expect(statusOf(engine).rescued).toBeNull();
    const saved = new Set(
      content.operations.flatMap(({ targetId, changes }) =>
        Object.keys(changes).map((field) => keyOf({ id: targetId, field })),
      ),
    );
    const expected = [...saved].filter((each) => !work.arrived.has(each));
    expect(written(sandbox), 'each exactly once').toEqual(new Map(expected.map((each) => [each, 1])));
    for (const { id, field, value } of work.changes)
      if (saved.has(keyOf({ id, field })))
        expect(sandbox.control.record('contractAssignments', id)?.[field]).toBe(value);
    const { total } = valueOf(ask(engine, 'audit.list', { offset: 0, limit: 1 }));
    const [first] = valueOf(ask(engine, 'audit.list', { offset: total - 1, limit: 1 })).lines;
    expect(first?.words).toMatch(/^The local database was damaged and replaced: [\d,]+ unsent changes/);
    expect(await engine.call('audit.verify', {})).toMatchObject({ ok: true, value: { brokenAt: null } });
    await engine.close();
    expect(readFileSync(path.join(path.dirname(file), 'damaged-2026-03-02T09-00-00', 'upline.db'))).toEqual(
      damage.main,
    );
    return report;
  } finally {
    await sandbox.close();
  }
}

describe('all unsent work is read and sent exactly once, although part of the file is destroyed', () => {
  it.each([
    ['in a page of records', inPage('contract_assignment', 'middle')],
    ['in the list of changes by record', inPage('operation_target', 'middle')],
    ['in the list of changes by state', inPage('operation_live', 'middle')],
  ] as const)('%s', async (_, damage) => {
    expect(await liveThrough(damage())).toEqual({
      changes: work.changes.length,
      missing: 0,
      complete: true,
    });
  });

  it.each([
    ['the page that leads to every change', inPage('operation', 'root')],
    ['the head of the file', (): Damage => ({ main: noise(work.whole, 0, pageBytes), log: null })],
  ] as const)('%s; whether it was all cannot be known', async (_, damage) => {
    expect(await liveThrough(damage())).toEqual({
      changes: work.changes.length,
      missing: 0,
      complete: false,
    });
  });
});

describe('what cannot be read is counted, and the rest is sent exactly once', () => {
  it('when a page of changes is destroyed', async () => {
    const { changes, missing, complete } = await liveThrough(inPage('operation', 'middle')());
    expect(complete).toBe(false);
    expect(missing).toBeGreaterThan(0);
    expect(changes + missing).toBe(work.changes.length);
  });

  it('when the second half of the file is gone', async () => {
    const half = Buffer.from(work.whole.subarray(0, work.whole.length / 2));
    const { changes, missing, complete } = await liveThrough({ main: half, log: null });
    expect(complete).toBe(false);
    expect(changes).toBeLessThan(work.changes.length);
    expect(changes + missing).toBeLessThanOrEqual(work.changes.length);
  });

  it('when the log is destroyed: what was typed last was in it', async () => {
    const { changes, complete } = await liveThrough({
      main: work.main,
      log: noise(work.log, 0, work.log.length),
    });
    expect(complete).toBe(false);
    expect(changes).toBe(work.changes.length - work.inLog);
  });
});

describe('reading a damaged file', () => {
  it('leaves no copy behind, and cleans up one that was left', () => {
    const file = lay({ main: work.main, log: work.log });
    const left = path.join(path.dirname(file), 'salvage-left');
    mkdirSync(left);
    rescueOf(file);
    expect(existsSync(left)).toBe(false);
  });

  it('says of a whole file that everything can be read', async () => {
    expect(await liveThrough({ main: work.main, log: work.log }, 'none')).toEqual({
      changes: work.changes.length,
      missing: 0,
      complete: true,
    });
  });

  it('needs no head where the log has a newer one', () => {
    const file = lay({ main: noise(work.main, 0, pageBytes), log: work.log });
    expect(rescueOf(file).report).toEqual({ changes: work.changes.length, missing: 0, complete: true });
  });

  it('finds nothing in noise, and says that it cannot know', () => {
    const file = lay({ main: noise(work.main, 0, work.main.length), log: null });
    expect(rescueOf(file).report).toEqual({ changes: 0, missing: 0, complete: false });
  });
});
