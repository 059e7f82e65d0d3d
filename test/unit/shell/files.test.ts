import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConnections } from '../../../main/shell/connections.ts';
import { createFileLog } from '../../../main/shell/log.ts';
import { loadProfileId } from '../../../main/shell/profile.ts';
import type { ConnectionSummary } from '../../../preload/contract.ts';

let profile = '';
beforeEach(async () => {
  profile = await mkdtemp(path.join(tmpdir(), 'upline-files-'));
});
afterEach(() => rm(profile, { recursive: true, force: true }));

const now = () => Date.parse('2026-03-01T10:00:00Z');
const agency: ConnectionSummary = {
  id: 'c1',
  name: 'Agency',
  environment: 'sandbox',
  baseUrl: 'https://api.sandbox.agentsync.io',
  tokenUrl: 'https://auth.sandbox.agentsync.io/oauth2/token',
  scopes: ['rino_api_agency_read'],
  lastOpenedAt: null,
  turris: null,
};

describe('connections', () => {
  it('keeps what was added, opened and closed for the next start', async () => {
    const first = await loadConnections(profile, now);
    expect(first.problem).toBeNull();
    expect(first.connections.list()).toEqual([]);
    first.connections.add(agency);
    first.connections.opened('c1', 7);
    const second = await loadConnections(profile, now);
    expect(second.connections.list()).toEqual([{ ...agency, lastOpenedAt: 7 }]);
    expect(second.connections.openAtStart()).toBe('c1');
    second.connections.closed();
    expect((await loadConnections(profile, now)).connections.openAtStart()).toBeNull();
    const { mode } = await stat(path.join(profile, 'connections.json'));
    expect(mode & 0o077).toBe(0);
    expect((await readdir(profile)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.each(['{"version":1,"conn', '[]', '{"version":2}', ''])(
    'sets a file it cannot read (%j) aside and says so',
    async (content) => {
      await writeFile(path.join(profile, 'connections.json'), content);
      const { connections, problem } = await loadConnections(profile, now);
      expect(problem).toContain('connections.json.broken-2026-03-01T10-00-00-000Z');
      expect(connections.list()).toEqual([]);
      connections.add(agency);
      const aside = await readFile(
        path.join(profile, 'connections.json.broken-2026-03-01T10-00-00-000Z'),
        'utf8',
      );
      expect(aside).toBe(content);
    },
  );
});

it('gives a profile one random name for good', async () => {
  const id = await loadProfileId(profile, now());
  expect(id).toMatch(/^[a-f0-9]{16}$/);
  expect(await loadProfileId(profile, now())).toBe(id);
});

describe('the log', () => {
  it('is redacted, levelled and rotated', async () => {
    const folder = path.join(profile, 'logs');
    const log = createFileLog({ folder, level: 'info', now, maxBytes: 2_000, kept: 2 });
    log.write('debug', 'not wanted');
    log.write('info', 'sent', { authorization: 'Bearer abc', npn: '15645555' });
    const [line] = (await readFile(path.join(folder, 'upline.log'), 'utf8')).split('\n');
    expect(line).toBe(
      '{"at":"2026-03-01T10:00:00.000Z","level":"info","message":"sent","details":{"authorization":"[removed]","npn":"*****555"}}',
    );
    for (let index = 0; index < 200; index += 1) log.write('info', `line ${String(index)}`);
    const files = (await readdir(folder)).toSorted();
    expect(files).toEqual(['upline.1.log', 'upline.2.log', 'upline.log']);
    const sizes = await Promise.all(files.map((name) => stat(path.join(folder, name))));
    for (const { size } of sizes) expect(size).toBeLessThanOrEqual(2_000);
    expect(await readFile(path.join(folder, 'upline.log'), 'utf8')).toContain('line 199');
  });

  it('never stops the program when it cannot write', async () => {
    const folder = path.join(profile, 'logs');
    const log = createFileLog({ folder, level: 'info', now });
    await rm(folder, { recursive: true });
    expect(() => log.write('error', 'lost')).not.toThrow();
  });
});
