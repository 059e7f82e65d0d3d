import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '..', '..', '..');

/** For each part of the tree: what it may import, and what the lint must refuse there. */
const parts = {
  domain: {
    may: ['./json.ts', 'zod'],
    mayNot: [
      '../main/shell/log.ts',
      '../renderer/state/format.ts',
      '../preload/contract.ts',
      'node:fs',
      'dayjs',
    ],
  },
  'preload/contract': {
    may: ['../../domain/json.ts', 'zod', 'electron'],
    mayNot: ['../../main/engine/ports.ts', '../../renderer/state/format.ts', 'node:fs', 'react'],
  },
  renderer: {
    may: ['../domain/json.ts', '../preload/contract/engine.ts', 'react', '@mantine/core'],
    mayNot: ['../main/shell/log.ts', '../sandbox/index.ts', '../preload/index.ts', 'electron', 'node:fs'],
  },
  'main/shell': {
    may: ['../engine/ports.ts', '../engine/protocol.ts', '../credentials/tokens.ts', 'electron', 'node:fs'],
    mayNot: [
      '../engine/store/store.ts',
      '../engine/outbox/stage.ts',
      '../../sandbox/index.ts',
      'better-sqlite3',
      'keytar',
    ],
  },
  'main/credentials': {
    may: ['keytar', './tokens.ts', '../../domain/json.ts'],
    mayNot: ['../engine/store/store.ts', 'better-sqlite3'],
  },
  'main/engine': {
    may: [
      './store/api.ts',
      './outbox/api.ts',
      '../../domain/json.ts',
      '../../preload/contract.ts',
      'node:fs',
    ],
    mayNot: [
      'electron',
      'electron/main',
      'keytar',
      'better-sqlite3',
      '../shell/log.ts',
      '../credentials/tokens.ts',
      'node:http',
    ],
  },
  'main/engine/outbox': {
    may: ['../store/api.ts', '../connectors/api.ts'],
    mayNot: ['electron', 'better-sqlite3', 'node:https', '../../credentials/tokens.ts'],
  },
  'main/engine/store': {
    may: ['better-sqlite3', '../../../domain/json.ts', '../ports.ts'],
    mayNot: ['electron', 'node:net', '../connectors/api.ts', '../sync/scheduler.ts', '../outbox/api.ts'],
  },
  'main/engine/connectors': {
    may: ['./api.ts', '../../../domain/json.ts', 'zod'],
    mayNot: [
      '../store/api.ts',
      '../outbox/api.ts',
      '../../../sandbox/index.ts',
      'better-sqlite3',
      'electron',
    ],
  },
  sandbox: {
    may: ['./world.ts', 'node:http', 'zod'],
    mayNot: [
      '../main/engine/ports.ts',
      '../domain/json.ts',
      '../preload/contract.ts',
      'electron',
      'better-sqlite3',
    ],
  },
} as const satisfies Readonly<Record<string, { may: readonly string[]; mayNot: readonly string[] }>>;

const report = z.object({
  diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })),
});

const folder = mkdtempSync(path.join(tmpdir(), 'upline-import-rules-'));
let refused: ReadonlySet<string> = new Set();

/** A file that imports just this, where it stands in the tree. */
function probe(part: string, imported: string): string {
  return path.join(part, `${imported.replaceAll(/[^a-z0-9]/gi, '-')}.ts`);
}

beforeAll(async () => {
  const config: unknown = JSON.parse(readFileSync(path.join(root, '.oxlintrc.json'), 'utf8'));
  // Types need the whole program; imports are told by their words.
  writeFileSync(
    path.join(folder, '.oxlintrc.json'),
    JSON.stringify({ ...z.record(z.string(), z.unknown()).parse(config), options: {} }),
  );
  for (const [part, { may, mayNot }] of Object.entries(parts)) {
    mkdirSync(path.join(folder, part), { recursive: true });
    for (const imported of [...may, ...mayNot])
      writeFileSync(path.join(folder, probe(part, imported)), `export * from '${imported}';\n`);
  }
  const answer = await lint();
  refused = new Set(
    report
      .parse(JSON.parse(answer))
      .diagnostics.filter(({ code }) => code.includes('no-restricted-imports'))
      .map(({ filename }) => path.relative(folder, path.resolve(folder, filename))),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What oxlint says of the folder; that it found something is no failure here. */
function lint(): Promise<string> {
  const program = path.join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, '--format=json', '.'],
      { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout) => resolve(stdout),
    );
  });
}

test.each(Object.entries(parts))('%s imports what it may and nothing else', (part, { may, mayNot }) => {
  const isRefused = (imported: string): boolean => refused.has(probe(part, imported));
  expect([...mayNot].filter((imported) => !isRefused(imported))).toEqual([]);
  expect([...may].filter((imported) => isRefused(imported))).toEqual([]);
});
