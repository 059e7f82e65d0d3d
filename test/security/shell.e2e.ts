import { connect, fillInConnection } from '../e2e/support/connect.ts';
import { goTo } from '../e2e/support/person.ts';
import { expect, test } from '../e2e/support/upline.ts';

test('the shell refuses what is not in the contract, and never answers a secret', async ({
  launch,
  vendor,
}) => {
  const secret = 'Zx81-Quartz-Lantern-0417';
  const scopes = ['rino_api_agency_read', 'rino_api_agency_write'];
  const agentSync = await vendor({
    size: { assignments: 100, carriers: 2 },
    clients: [{ id: 'agency-7', secret, scopes }],
  });
  const { page } = await launch();
  await fillInConnection(page, agentSync, { id: 'agency-7', secret });
  await connect(page);
  await goTo(page, 'Sync');
  await expect(page.getByText(/^Everything on this computer is complete as of/)).toBeVisible({
    timeout: 180_000,
  });

  const answers = await page.evaluate(async () => {
    const call: unknown = Reflect.get(window.upline, 'call');
    const ask = async (...given: readonly unknown[]): Promise<unknown> => {
      try {
        return typeof call === 'function' ? await Reflect.apply(call, window.upline, given) : null;
      } catch (error) {
        return { thrown: String(error) };
      }
    };
    const state = await window.upline.call('shell.state', {});
    const connectionId = state.ok ? (state.value.connections[0]?.id ?? '') : '';
    return {
      unknown: [
        await ask('shell.read-secret', {}),
        await ask('constructor', {}),
        await ask('__proto__', {}),
        await ask('toString', {}),
        await ask({}, {}),
        await ask(undefined),
        await ask('engine-port', {}),
      ],
      malformed: [
        await ask('shell.open-connection', {}),
        await ask('shell.open-connection', { connectionId: '../../etc' }),
        await ask('shell.open-connection', { connectionId: 7 }),
        await ask('shell.set-theme', { theme: 'plaid' }),
        await ask('shell.unlock', { passphrase: 'short' }),
        await ask('shell.test-connection', { name: 'x' }),
        await ask('shell.add-connection', {
          name: 'x',
          environment: 'practice',
          baseUrl: 'http://example.com',
          tokenUrl: 'file:///etc/passwd',
          scopes: [],
          clientId: '',
          clientSecret: '',
        }),
        await ask('shell.state', null),
        await ask('shell.update-credentials', { connectionId: 'nobody', clientId: 'a', clientSecret: 'b' }),
      ],
      good: [state, await ask('shell.open-connection', { connectionId })],
      storage: {
        local: JSON.stringify(Object.entries(localStorage)),
        session: JSON.stringify(Object.entries(sessionStorage)),
        databases: (await indexedDB.databases()).map(({ name }) => name ?? ''),
        cookies: document.cookie,
        caches: 'caches' in globalThis ? await caches.keys().catch(() => []) : [],
        page: document.documentElement.outerHTML,
      },
    };
  });
  for (const answer of answers.unknown) {
    expect(answer).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
  }
  for (const answer of answers.malformed) {
    expect(answer).toMatchObject({ ok: false });
    expect(JSON.stringify(answer)).not.toMatch(/ at .*\.(?:js|ts):|node_modules/);
  }
  expect(answers.good).toMatchObject([{ ok: true }, { ok: true }]);
  const everything = JSON.stringify(answers);
  expect(everything).toContain('Gateway');
  expect(everything).not.toContain(secret);
  expect(everything).not.toContain(encodeURIComponent(secret));
  // The stand-in's tokens, like JSON Web Tokens, begin with an encoded brace.
  expect(everything).not.toMatch(/Bearer |\beyJ[\w-]{10,}/);
  expect(answers.storage).toMatchObject({ databases: [], cookies: '', caches: [] });
});

test('an answer to the page is refused to any other frame or origin', async ({ launch, vendor }) => {
  const agentSync = await vendor({ size: { assignments: 10, carriers: 1 } });
  const { app, page } = await launch();
  await expect(page.getByRole('button', { name: 'Explore with practice data' })).toBeVisible();
  // As if a window had been opened for a foreign address with our preload script, past every guard.
  const answer = await app.evaluate(async ({ app: main, BrowserWindow }, address) => {
    const preload = `${main.getAppPath()}/out/preload/index.cjs`;
    const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    try {
      await foreign.loadURL(`${address}/contracting/`).catch(() => undefined);
      const words: unknown = await foreign.webContents.executeJavaScript(
        `window.upline.call('shell.state', {}).then(JSON.stringify, String)`,
      );
      return String(words);
    } finally {
      foreign.destroy();
    }
  }, agentSync.url);
  expect(JSON.parse(answer)).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
});

test('the page’s scheme serves the page’s files with its rules, and nothing else', async ({ launch }) => {
  const { app, page } = await launch();
  await expect(page.getByRole('button', { name: 'Explore with practice data' })).toBeVisible();
  const assets = await page.evaluate(() =>
    [...document.querySelectorAll('script[src], link[href]')].flatMap((element) => {
      const address = element.getAttribute('src') ?? element.getAttribute('href');
      return address === null ? [] : [new URL(address, document.baseURI).href];
    }),
  );
  expect(assets.length).toBeGreaterThan(0);
  const beyond = [
    'app://upline/../main/index.js',
    'app://upline/%2e%2e/main/index.js',
    'app://upline/%2e%2e%2fmain%2findex.js',
    'app://upline/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
    'app://upline/assets/..%2f..%2fpreload/index.cjs',
    'app://upline//etc/passwd',
    'app://elsewhere/index.html',
    'app://upline/package.json',
  ];
  const ask = (addresses: readonly string[]) =>
    app.evaluate(
      ({ net }, wanted) =>
        Promise.all(
          wanted.map(async (address) => {
            const answer = await net.fetch(address);
            const headers = Object.fromEntries(answer.headers.entries());
            return { address, status: answer.status, length: (await answer.text()).length, headers };
          }),
        ),
      addresses,
    );
  const served = await ask(['app://upline/index.html', ...assets]);
  expect(served.filter(({ status }) => status !== 200)).toEqual([]);
  const refused = await ask(beyond);
  expect(refused.filter(({ status, length }) => status !== 404 || length > 0)).toEqual([]);
  for (const { address, headers } of [...served, ...refused]) {
    const rules = headers['content-security-policy'] ?? '';
    expect(rules, address).toContain("default-src 'none'");
    expect(rules, address).toContain("connect-src 'none'");
    expect(rules, address).toContain("script-src 'self'");
    expect(rules, address).not.toMatch(/script-src[^;]*unsafe|\*|https?:/);
    expect(headers['x-content-type-options'], address).toBe('nosniff');
  }
  const files = await page.evaluate(async () => {
    const outcomes: string[] = [];
    for (const address of ['file:///etc/passwd', 'app://upline/..%2f..%2fmain/index.js']) {
      const image = document.createElement('iframe');
      image.src = address;
      document.body.append(image);
      outcomes.push(
        await fetch(address).then(
          () => 'worked',
          () => 'refused',
        ),
      );
      image.remove();
    }
    return outcomes;
  });
  expect(files).toEqual(['refused', 'refused']);
});
