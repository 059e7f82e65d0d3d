import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { JournalEntry, RuleInput } from '../../../sandbox/index.ts';
import { journalEntrySchema } from '../../../sandbox/journal/entry.ts';

const addresses = z.object({ controlUrl: z.url(), controlToken: z.string() });
const counters = z.record(z.string(), z.number());
const journal = z.array(journalEntrySchema);
const table = z.object({ records: z.array(z.looseObject({ id: z.string() })) });

export type PracticeRecord = z.output<typeof table>['records'][number];

/** The embedded practice server, steered from outside over its control interface. */
export class Practice {
  readonly #profile: string;

  constructor(profile: string) {
    this.#profile = profile;
  }

  async addFault(rule: RuleInput): Promise<void> {
    await this.#ask('POST', '/faults', rule);
  }

  async clearFaults(): Promise<void> {
    await this.#ask('DELETE', '/faults');
  }

  /** Requests per operation so far. */
  async counters(): Promise<Readonly<Record<string, number>>> {
    return counters.parse(await this.#ask('GET', '/counters'));
  }

  /** Every effect so far, in order. */
  async journal(): Promise<readonly JournalEntry[]> {
    return journal.parse(await this.#ask('GET', '/journal'));
  }

  /** Records of a table, as the vendor holds them now. */
  async records(name: string): Promise<readonly PracticeRecord[]> {
    const found: PracticeRecord[] = [];
    const page = 1_000;
    for (;;) {
      const { records } = table.parse(
        await this.#ask('GET', `/tables/${name}?offset=${found.length}&limit=${page}`),
      );
      found.push(...records);
      if (records.length < page) return found;
    }
  }

  /** A colleague changes a record at the vendor. */
  async edit(collection: string, id: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#ask('POST', '/remote', { action: 'edit', collection, id, changes });
  }

  /** A colleague deletes a record at the vendor. */
  async remove(collection: string, id: string): Promise<void> {
    await this.#ask('POST', '/remote', { action: 'delete', collection, id });
  }

  async #ask(method: string, where: string, body?: unknown): Promise<unknown> {
    // Read each time: the server has another address after each start.
    const text = readFileSync(path.join(this.#profile, 'practice', 'sandbox.json'), 'utf8');
    const { controlUrl, controlToken } = addresses.parse(JSON.parse(text));
    const answer = await fetch(`${controlUrl}${where}`, {
      method,
      headers: { 'x-control-token': controlToken },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`The practice server answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }
}
