import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { applyRate } from './applyRate.ts';
import { coldStart } from './coldStart.ts';
import { gestureTimes } from './gestures.ts';
import { outboxRates } from './outbox.ts';
import { pageRoundTrip } from './pageRoundTrip.ts';
import { figureOf, isBeyond, tableOf } from './support/figure.ts';
import type { BenchOptions, Measured } from './support/figure.ts';
import { tables } from './tables.ts';
import { listsOfAssignments } from './views.ts';
import { windowDuringGestures } from './window.ts';

/**
 * npm run bench [-- --quick] [-- --json FILE]: our figures beside limits measured in the same run
 * (docs/benchmarks.md). Fails only when something cannot be measured; slowness is a warning.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    only: { type: 'string' },
    rows: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const benchmarks: readonly (readonly [string, (options: BenchOptions) => Promise<readonly Measured[]>])[] = [
  ['apply', applyRate],
  ['page', pageRoundTrip],
  ['gestures', gestureTimes],
  ['outbox', outboxRates],
  ['start', coldStart],
  ['tables', tables],
  ['window', windowDuringGestures],
  ['views', listsOfAssignments],
];

const rows = values.rows === undefined ? undefined : Number(values.rows);
if (rows !== undefined && !(Number.isInteger(rows) && rows >= 1_000))
  throw new RangeError(`--rows is a whole number from 1000, not ${values.rows}`);

async function run(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'upline-bench-'));
  const load = (): string => loadavg()[0]?.toFixed(1) ?? '?';
  const before = load();
  const all: Measured[] = [];
  try {
    for (const [name, measure] of benchmarks) {
      if (values.only !== undefined && values.only !== name) continue;
      console.error(`measuring ${name} …`);
      all.push(...(await measure({ quick: values.quick, folder, rows })));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(tableOf(all));
  console.log(`${cpus().length} processors; load average ${before} before, ${load()} after.`);
  for (const { name, ours, budget, unit } of all) {
    if (budget !== undefined && ours > budget)
      console.log(`Warning: “${name}” is ${ours} ${unit}; its budget is ${budget}.`);
  }
  for (const each of all.filter(isBeyond)) {
    const bound = each.better === 'higher' ? 'at least' : 'at most';
    console.log(
      `Warning: “${each.name}” is ${each.ratio.toFixed(2)} of its limit; expected is ${bound} ${each.expected}.`,
    );
  }
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify(all.map(figureOf), null, 2)}\n`);
  }
}

if (values.help) {
  console.log(
    'npm run bench -- [--quick] [--json FILE] [--only apply|page|gestures|outbox|start|tables|window|views] [--rows N]',
  );
} else {
  await run();
}
