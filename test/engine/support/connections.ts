import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import endpoints from '../../../resources/endpoints/agentsync.json' with { type: 'json' };
import turrisEndpoints from '../../../resources/endpoints/turris.json' with { type: 'json' };
import { createTokenSource } from '../../../main/credentials/tokens.ts';
import { createTurrisTokens } from '../../../main/credentials/turrisExchange.ts';
import { composeEngine } from '../../../main/engine/compose.ts';
import type { Engine } from '../../../main/engine/engine.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import type { Environment } from '../../../preload/contract.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { valueOf } from '../outbox/support.ts';
import { ask } from '../worstDays/damagedSupport.ts';
import { virtualTime } from './time.ts';
import type { Time } from './time.ts';
import { watchedLine } from './watchedLine.ts';

/** A connection with a vendor of its own, as the application composes it. */
export interface Connected {
  readonly engine: Engine;
  readonly sandbox: Sandbox;
  /** Closes the engine and starts another one on its file; Turris may have been disconnected meanwhile. */
  readonly restart: (beside: { readonly turris: boolean; readonly workOffline: boolean }) => Promise<Engine>;
}

/** Connections side by side on one computer, in one time. */
export interface Connections {
  readonly time: Time;
  /** Opens a connection and waits until its assignments are here. The same data stands at every vendor. */
  connect(name: string, environment: Environment, beside?: { readonly turris: boolean }): Promise<Connected>;
  until(condition: () => boolean, what: string): Promise<void>;
  end(): Promise<void>;
}

export function openConnections(): Connections {
  const lines: ReturnType<typeof watchedLine>[] = [];
  const time = virtualTime({ isBusy: () => lines.some((line) => line.isBusy()) });
  const folder = mkdtempSync(path.join(tmpdir(), 'upline-connections-'));
  const ending: (() => Promise<void>)[] = [];
  const until = (condition: () => boolean, what: string): Promise<void> => time.until(condition, () => what);
  return {
    time,
    until,
    async connect(name, environment, beside = { turris: false }) {
      const sandbox = await startSandbox({
        seed: 7,
        // As few as will do: with Turris, enough to have people among the producers.
        size: { assignments: beside.turris ? 120 : 20, carriers: 2 },
        clock: () => time.steady(),
        pause: (milliseconds) => time.sleep(milliseconds),
      });
      ending.push(() => sandbox.close());
      const line = watchedLine(
        () => sandbox,
        () => time,
      );
      lines.push(line);
      const { tokenUrl, clientId, clientSecret, turrisUrl } = sandbox;
      const turris = {
        baseUrl: turrisUrl,
        endpoints: turrisEndpoints,
        tokens: createTurrisTokens({
          fetch: line.fetch,
          clock: time,
          baseUrl: turrisUrl,
          credentials: () =>
            Promise.resolve({
              clientId: sandbox.turrisClientId,
              clientSecret: sandbox.turrisClientSecret,
            }),
        }),
      };
      const databaseKey = new Uint8Array(32).fill(lines.length);
      const compose = (withTurris: boolean, workOffline: boolean): Engine =>
        valueOf(
          composeEngine({
            databaseFile: path.join(folder, name, 'upline.db'),
            databaseKey,
            nativeBinding: undefined,
            connection: { id: name, name, environment, baseUrl: sandbox.url },
            endpoints,
            turris: withTurris ? turris : null,
            transport: line.transport,
            tokens: createTokenSource({
              fetch: line.fetch,
              clock: time,
              endpoint: { tokenUrl, scopes: ['rino_api_agency_read', 'rino_api_agency_write'] },
              credentials: () => Promise.resolve({ clientId, clientSecret }),
            }),
            clock: time,
            random: systemRandom,
            log: { write: () => undefined },
            actor: 'tester',
            workOffline,
          }),
        );
      const engine = compose(beside.turris, false);
      let current = engine;
      ending.push(() => time.through(current.close()));
      engine.start();
      const ids = sandbox.control.records('contractAssignments', 0, 100).map(({ id }) => id);
      await until(
        () => ids.every((id) => ask(engine, 'record.read', { collection: 'contractAssignment', id }).ok),
        `the assignments of ${name}`,
      );
      return {
        engine,
        sandbox,
        async restart({ turris: withTurris, workOffline }) {
          await time.through(current.close());
          current = compose(withTurris, workOffline);
          current.start();
          return current;
        },
      };
    },
    async end() {
      for (const end of ending.toReversed()) await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
