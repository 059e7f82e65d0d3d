import type { Failure } from '../../../domain/result.ts';

/** Why a call about an open table cannot be done; nothing of the table is staged then. */
export const importFailures = {
  closed: {
    code: 'import-closed',
    message:
      'This table is no longer open: Upline was started again, or another one took its place. Nothing of it was staged. Open the file again.',
    remedy: 'retry',
  },
  notRead: {
    code: 'import-not-read',
    message: 'This table is still being read. Nothing of it was staged. Wait a moment and try again.',
    remedy: 'retry',
  },
  beingStaged: {
    code: 'import-being-staged',
    message: 'This table is being staged already. Wait until that is done.',
  },
  stopped: {
    code: 'import-stopped',
    message: 'Staging was stopped before anything was written: none of this table is staged.',
  },
  notChecked: {
    code: 'import-not-checked',
    message: 'This table was not tried out to its end yet, so nothing of it was staged. Check it first.',
    remedy: 'retry',
  },
} as const satisfies Readonly<Record<string, Failure>>;
