import { expect, it } from 'vitest';
import { createAuditReader } from '../../../main/engine/audit/reader.ts';
import { auditEvents } from '../../../main/engine/store/api.ts';
import { auditKinds } from '../../../preload/contract.ts';
import { openTestStore } from '../support/store.ts';

it('shows every entry of the audit under exactly one of the kinds a person can choose', () => {
  const one = openTestStore();
  for (const [at, event] of auditEvents.entries()) {
    one.store.audit.append({
      at,
      actor: 'dreyes',
      environment: 'practice',
      event,
      operationId: null,
      batchId: null,
      detail: { label: 'Edit' },
    });
  }
  const reader = createAuditReader(one.store);
  const found = auditKinds.flatMap((kind) =>
    reader.list({ offset: 0, limit: 100, kind }).lines.map(({ sequence }) => sequence),
  );
  expect(found.toSorted((a, b) => a - b)).toEqual(auditEvents.map((_, index) => index + 1));
  one.dispose();
});
