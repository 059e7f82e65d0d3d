import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const there = z.object({ controlUrl: z.string(), controlToken: z.string() });
const tables = z.object({ records: z.array(z.looseObject({ id: z.string() })) });

export type PracticeRecord = z.output<typeof tables>['records'][number];

/** The other side of practice: what colleagues do at AgentSync, seen and done through the stand-in's control. */
export class Practice {
  readonly #profile: string;

  constructor(profile: string) {
    this.#profile = profile;
  }

  /** Records of a table, as the vendor holds them now. */
  async records(table: string): Promise<readonly PracticeRecord[]> {
    const found: PracticeRecord[] = [];
    const page = 1_000;
    for (;;) {
      const answer = await this.#ask(`/tables/${table}?offset=${found.length}&limit=${page}`);
      const { records } = tables.parse(answer);
      found.push(...records);
      if (records.length < page) return found;
    }
  }

  /** A colleague changes a record. */
  async edit(collection: string, id: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#ask('/remote', { action: 'edit', collection, id, changes });
  }

  /** A colleague deletes a record. */
  async remove(collection: string, id: string): Promise<void> {
    await this.#ask('/remote', { action: 'delete', collection, id });
  }

  async #ask(what: string, body?: unknown): Promise<unknown> {
    // Read each time: the stand-in has another port after each start.
    const file = path.join(this.#profile, 'practice', 'sandbox.json');
    const { controlUrl, controlToken } = there.parse(JSON.parse(readFileSync(file, 'utf8')));
    const answer = await fetch(`${controlUrl}${what}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-control-token': controlToken, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok)
      throw new Error(`The stand-in answered ${answer.status} to ${what}: ${await answer.text()}`);
    return answer.json();
  }
}
