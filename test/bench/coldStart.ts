import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { measured } from './support/figure.ts';
import type { BenchOptions, Measured } from './support/figure.ts';
import { emptyProgram, ourProgram, startElectron } from './support/electron.ts';
import { inTurn } from './support/rounds.ts';
import { untilPainted, untilRows } from './support/untilRows.ts';

const assignments = 100_000;

/**
 * From starting the process to rows a person can read and edit, with a profile that was synced before;
 * against a window with nothing in it. Both are started and watched by the same tool.
 */
export async function coldStart({ quick, folder }: BenchOptions): Promise<readonly Measured[]> {
  const profile = mkdtempSync(path.join(folder, 'profile-'));
  await syncOnce(profile);
  const ours = async (): Promise<number> => {
    const { app, page, began, kill } = await startElectron(ourProgram, [
      `--profile=${profile}`,
      // So that no pass begins while the clock runs.
      '--work-offline',
    ]);
    await untilRows(page, 1);
    const took = performance.now() - began;
    await app.close().catch(kill);
    return took;
  };
  const limit = async (): Promise<number> => {
    const { app, page, began, kill } = await startElectron(emptyProgram, []);
    await page.waitForSelector('#ready');
    await untilPainted(page);
    const took = performance.now() - began;
    await app.close().catch(kill);
    return took;
  };
  // What the first start puts into the system's file cache is not what is compared.
  await limit();
  await ours();
  const times = await inTurn(quick ? 3 : 7, ours, limit);
  return [
    measured({
      name: 'cold start',
      ...times,
      unit: 'ms',
      better: 'lower',
      expected: 4,
      note: `to the first rows of ${assignments} assignments; limit: an empty window of the same Electron`,
    }),
  ];
}

/** Lets the program read the practice data of an agency to the end. */
async function syncOnce(profile: string): Promise<void> {
  const { app, page, kill } = await startElectron(ourProgram, [
    `--profile=${profile}`,
    '--practice',
    '--practice-size=agency',
  ]);
  await untilRows(page, assignments);
  await app.close().catch(kill);
}
