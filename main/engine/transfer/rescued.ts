import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { EngineStatus, StageOutcome } from '../../../preload/contract.ts';
import { actorNameSetting } from '../actor.ts';
import { modeSetting, writeMode } from '../outbox/holding.ts';
import { organizationSetting } from '../outbox/invitation.ts';
import type { Outbox } from '../outbox/api.ts';
import type { Log } from '../ports.ts';
import type { Store } from '../store/api.ts';
import type { SalvageSource } from '../store/salvage/copies.ts';
import { readContent } from './content.ts';
import { rescue } from './rescue.ts';
import type { RescueHeading } from './rescue.ts';
import { travelled, typedFor } from './transfer.ts';

/** Work of a damaged database that waits in the new one until a person brings it in. */
export interface RescuedWork {
  waiting(): EngineStatus['rescued'];
  /** Stages it as one gesture. What cannot be used comes back with reasons and goes on waiting. */
  bringIn(): Result<StageOutcome>;
  /** Stops offering what is left. The damaged file is kept. */
  leave(): Result<null>;
}

const fromSetting = 'rescued.from';
const workSetting = 'rescued.work';
/** Folders beside a database into which a damaged one before it was moved. */
export const damagedPrefix = 'damaged-';

/**
 * Reads what was saved in the damaged file this database replaces, once, and keeps it here until a person
 * has decided about it. A file of which nothing can be read is noted as well, and not tried again.
 */
export function pickUpRescued(store: Store, source: SalvageSource, heading: RescueHeading, log: Log): void {
  const home = path.dirname(source.file);
  const newest = readdirSync(home)
    .filter((name) => name.startsWith(damagedPrefix))
    .sort()
    .at(-1);
  if (newest === undefined || store.settings.get(fromSetting) === newest) return;
  const file = path.join(home, newest, path.basename(source.file));
  if (!existsSync(file)) return;
  const rescued = rescue({ ...source, file }, heading);
  if (!rescued.ok) {
    log.write('error', 'The damaged database could not be read', { code: rescued.error.code });
    return;
  }
  const { report, content, settings } = rescued.value;
  const { auditLines: _kept, operations, ...others } = content;
  // A typed number waits like every other one: sealed, and nowhere else.
  const work = { ...others, operations: operations.map(({ secrets: _sealed, ...one }) => one) };
  store.transaction('gesture', () => {
    store.settings.set(fromSetting, newest);
    for (const name of [modeSetting, actorNameSetting, organizationSetting]) {
      const chosen = settings?.get(name);
      if (chosen !== undefined) store.settings.set(name, chosen);
    }
    // Whether everything was to be reviewed first is not known, so it is.
    if (settings === null) writeMode({ store }, 'review');
    for (const { id, secrets } of operations)
      for (const [field, text] of Object.entries(secrets ?? {})) store.sealed.put(id, field, text);
    store.settings.set(workSetting, report.changes === 0 ? '' : JSON.stringify(work));
    store.audit.append({
      at: heading.exportedAt,
      actor: heading.actor,
      environment: heading.connection.environment,
      event: 'rescued',
      operationId: null,
      batchId: null,
      detail: { from: newest, changes: report.changes, missing: report.missing },
    });
  });
  log.write('info', 'Work of a damaged database was read', { ...report });
}

/** The work that waits, if any. */
export function createRescuedWork(
  store: Store,
  outbox: Pick<Outbox, 'bringIn'>,
  changed: () => void,
): RescuedWork {
  const read = () => {
    const text = store.settings.get(workSetting) ?? '';
    const content = text === '' ? null : readContent(text);
    return content?.ok === true ? content.value : null;
  };
  const first = read();
  let waiting: EngineStatus['rescued'] =
    first === null ? null : { changes: first.operations.length, missing: first.missing ?? 0 };
  const forget = (): void => {
    store.transaction('gesture', () => store.settings.set(workSetting, ''));
    waiting = null;
    changed();
  };
  return {
    waiting: () => waiting,
    bringIn() {
      const content = read();
      const label = 'Bring over unsent changes of the damaged file';
      const staged = outbox.bringIn(
        label,
        (content?.operations ?? []).map((one) =>
          travelled({ ...one, secrets: typedFor(store, one) ?? undefined }),
        ),
      );
      if (staged.ok && staged.value.refusedCount === 0) forget();
      return staged;
    },
    leave() {
      for (const { id } of read()?.operations ?? [])
        if (store.operations.get(id) === null) store.sealed.end(id);
      forget();
      return ok(null);
    },
  };
}
