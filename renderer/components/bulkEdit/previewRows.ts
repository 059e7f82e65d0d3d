import type { Failure } from '../../../domain/result.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import type { BulkLeaveOut, BulkRow } from '../../../preload/contract/bulk.ts';
import { ListSource } from '../pagedList/listSource.ts';
import { nothingLeftOut } from './leaveOut.ts';

/** Which records of a preview are looked at. */
export type Shown = 'change' | 'unchanged' | 'refused';

/** The rows of a preview page by page, read again when another part of it is asked for. */
export class PreviewRows {
  readonly source: ListSource<BulkRow>;
  #show: Shown = 'change';
  #leaveOut: BulkLeaveOut = nothingLeftOut;

  constructor(engine: EngineClient, planId: string, onFailure: (failure: Failure | null) => void) {
    this.source = new ListSource(async (offset, limit) => {
      const question = { planId, show: this.#show, leaveOut: this.#leaveOut, offset, limit };
      const answer = await engine.call('bulk.rows', question);
      onFailure(answer.ok ? null : answer.error);
      return answer.ok ? { total: answer.value.total, items: answer.value.rows } : null;
    });
  }

  ask(show: Shown, leaveOut: BulkLeaveOut): void {
    this.#show = show;
    this.#leaveOut = leaveOut;
    this.source.refresh();
  }
}
