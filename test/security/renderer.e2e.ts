import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import type { Page } from '@playwright/test';
import { Grid } from '../e2e/support/grid.ts';
import { expectStatus, goTo, openPractice } from '../e2e/support/person.ts';
import { expect, test } from '../e2e/support/upline.ts';

/** Where a page that got out would be noticed: counts connections, says nothing. */
async function listenForAnybody(): Promise<{ address: string; connections: () => number; server: Server }> {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound: AddressInfo | string | null = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('Not listening');
  return { address: `127.0.0.1:${bound.port}`, connections: () => count, server };
}

async function openTheApp(page: Page): Promise<void> {
  await openPractice(page);
  await expectStatus(page, /Online|Syncing/);
}

test('the page has nothing of Node, and of Upline two functions', async ({ launch }) => {
  const { app, page } = await launch({ arguments: ['--practice-size=small'] });
  await openTheApp(page);
  const seen = await page.evaluate(() => ({
    names: [
      'require',
      'process',
      'Buffer',
      'module',
      'exports',
      'global',
      '__dirname',
      'ipcRenderer',
      'electron',
    ].filter((name) => name in globalThis),
    bridge: Object.keys(window.upline).toSorted(),
    kinds: Object.values(window.upline).map((value) => typeof value),
    frozen: Object.isFrozen(window.upline),
    constructorReach: (() => {
      try {
        // The oldest way out: through a function's constructor to whatever its own world knows.
        const make: unknown = Reflect.get(Reflect.get(window.upline, 'call'), 'constructor');
        return typeof make === 'function' ? typeof make('return process')() : 'no constructor';
      } catch {
        return 'refused';
      }
    })(),
  }));
  expect(seen).toEqual({
    names: [],
    bridge: ['call', 'on'],
    kinds: ['function', 'function'],
    frozen: true,
    constructorReach: 'refused',
  });
  const refusedCode = await page.evaluate(async () => {
    const violation = (work: () => void): Promise<string> =>
      new Promise((resolve) => {
        const heard = (event: SecurityPolicyViolationEvent): void => resolve(event.blockedURI);
        document.addEventListener('securitypolicyviolation', heard, { once: true });
        work();
      });
    return [
      // By a timer, because the test's own call into the page is exempt from the rule about eval.
      await violation(() => setTimeout(() => Reflect.apply(Reflect.get(globalThis, 'eval'), null, ['1']))),
      await violation(() => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.ran = true';
        document.body.append(script);
      }),
      await violation(() => {
        const button = document.createElement('button');
        button.setAttribute('onclick', 'globalThis.ran = true');
        document.body.append(button);
        button.click();
        button.remove();
      }),
      'ran' in globalThis ? 'ran' : 'nothing ran',
    ];
  });
  expect(refusedCode).toEqual(['eval', 'inline', 'inline', 'nothing ran']);
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // Not in Electron's types; it is what the page was really made with.
    const read: unknown = contents === undefined ? undefined : Reflect.get(contents, 'getLastWebPreferences');
    const last: unknown = typeof read === 'function' ? Reflect.apply(read, contents, []) : undefined;
    const value = (name: string): unknown =>
      typeof last === 'object' && last !== null ? Reflect.get(last, name) : undefined;
    return {
      contextIsolation: value('contextIsolation'),
      sandbox: value('sandbox'),
      nodeIntegration: value('nodeIntegration'),
      nodeIntegrationInSubFrames: value('nodeIntegrationInSubFrames'),
      webSecurity: value('webSecurity'),
      webviewTag: value('webviewTag'),
      allowRunningInsecureContent: value('allowRunningInsecureContent'),
    };
  });
  expect(preferences).toEqual({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    allowRunningInsecureContent: false,
  });
});

test('the page reaches no network, whatever it tries', async ({ launch }) => {
  const { address, connections, server } = await listenForAnybody();
  try {
    const { page } = await launch({ arguments: ['--practice-size=small'] });
    await openTheApp(page);
    const outcomes = await page.evaluate(async (where) => {
      const url = `http://${where}/contracting/v1/customers/carriers`;
      /** What an attempt came to, judged by the page's own words. */
      const attempt = async (work: () => Promise<string> | string): Promise<string> => {
        try {
          return await work();
        } catch {
          return 'refused';
        }
      };
      const event = (target: EventTarget, good: string): Promise<string> =>
        new Promise((resolve) => {
          target.addEventListener(good, () => resolve('worked'));
          target.addEventListener('error', () => resolve('refused'));
          document.addEventListener('securitypolicyviolation', () => resolve('refused'));
        });
      const element = (tag: string, attributes: Record<string, string>): Promise<string> => {
        const made = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
        const result = event(made, 'load');
        document.body.append(made);
        return result.finally(() => made.remove());
      };
      const request = (): Promise<string> => {
        const asked = new XMLHttpRequest();
        asked.open('GET', url);
        const result = event(asked, 'load');
        asked.send();
        return result;
      };
      const worker = (): Promise<string> => {
        const blob = new Blob([`fetch(${JSON.stringify(url)})`], { type: 'text/javascript' });
        return event(new Worker(URL.createObjectURL(blob)), 'message');
      };
      return {
        fetch: await attempt(async () => {
          await fetch(url, { mode: 'no-cors' });
          return 'worked';
        }),
        ownScheme: await attempt(async () => {
          await fetch('app://upline/index.html');
          return 'worked';
        }),
        xmlHttpRequest: await attempt(request),
        webSocket: await attempt(() => event(new WebSocket(`ws://${where}`), 'open')),
        eventSource: await attempt(() => event(new EventSource(url), 'open')),
        image: await attempt(() => element('img', { src: url })),
        frame: await attempt(() => element('iframe', { src: url })),
        script: await attempt(() => element('script', { src: url })),
        styleSheet: await attempt(() => element('link', { rel: 'stylesheet', href: url })),
        object: await attempt(() => element('object', { data: url, type: 'text/html' })),
        video: await attempt(() => element('video', { src: url })),
        module: await attempt(async () => {
          await import(url);
          return 'worked';
        }),
        worker: await attempt(worker),
        peer: await attempt(async () => {
          const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${where}` }] });
          peer.close();
          return 'made';
        }),
      };
    }, address);
    const { peer, ...rest } = outcomes;
    for (const [what, outcome] of Object.entries(rest)) expect.soft(outcome, what).toBe('refused');
    expect(['refused', 'made']).toContain(peer);
    // The page is still there and alive.
    await goTo(page, 'Assignments');
    await new Grid(page).waitForRows();
    // These answer nothing to the page, but the refusal is an event.
    const refused = await page.evaluate(async (where) => {
      /** The rule that refused this address; what was tried before may be told of late. */
      const violation = (address: string, work: () => void): Promise<string> =>
        new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => {
            if (event.blockedURI === address) resolve(event.effectiveDirective);
          });
          work();
        });
      const [beacon, sent] = [`http://${where}/beacon`, `http://${where}/form`];
      return [
        await violation(beacon, () => navigator.sendBeacon(beacon, 'x')),
        await violation(sent, () => {
          const form = document.createElement('form');
          form.action = sent;
          form.method = 'post';
          document.body.append(form);
          form.submit();
        }),
      ];
    }, address);
    expect(refused).toEqual(['connect-src', 'form-action']);
    expect(page.url()).toBe('app://upline/index.html');
    expect(connections()).toBe(0);
    // Whoever does come is counted.
    await expect(fetch(`http://${address}/`)).rejects.toThrow();
    expect(connections()).toBe(1);
  } finally {
    server.close();
  }
});

test('the page opens no window, goes nowhere and gets no permission', async ({ launch }) => {
  const { address, connections, server } = await listenForAnybody();
  try {
    const { app, page } = await launch({ arguments: ['--practice-size=small'] });
    await openTheApp(page);
    const opened = await page.evaluate((where) => {
      const targets = [
        `http://${where}/`,
        'https://example.com/',
        'file:///etc/passwd',
        'app://upline/index.html',
        'about:blank',
        'javascript:1',
      ];
      return targets.map((target) => window.open(target) === null);
    }, address);
    expect(opened).toEqual([true, true, true, true, true, true]);

    for (const target of [
      `http://${address}/`,
      'file:///etc/passwd',
      'data:text/html,hello',
      'app://elsewhere/index.html',
    ]) {
      await page.evaluate((to) => {
        const link = document.createElement('a');
        link.href = to;
        document.body.append(link);
        link.click();
        link.remove();
        window.location.href = to;
      }, target);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      expect(page.url(), target).toBe('app://upline/index.html');
    }

    const permissions = await page.evaluate(async () => {
      const outcome = async (work: () => Promise<unknown>): Promise<string> => {
        try {
          return String(await work());
        } catch {
          return 'denied';
        }
      };
      const state =
        (name: 'geolocation' | 'notifications' | 'persistent-storage') => async (): Promise<string> =>
          (await navigator.permissions.query({ name })).state;
      return {
        notification: await outcome(() => Notification.requestPermission()),
        camera: await outcome(async () => {
          await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
          return 'granted';
        }),
        screen: await outcome(async () => {
          await navigator.mediaDevices.getDisplayMedia();
          return 'granted';
        }),
        position: await outcome(
          () =>
            new Promise((resolve) => {
              navigator.geolocation.getCurrentPosition(
                () => resolve('granted'),
                () => resolve('denied'),
              );
            }),
        ),
        geolocation: await outcome(state('geolocation')),
        notifications: await outcome(state('notifications')),
      };
    });
    expect(permissions).toEqual({
      notification: 'denied',
      camera: 'denied',
      screen: 'denied',
      position: 'denied',
      geolocation: 'denied',
      notifications: 'denied',
    });

    await page.evaluate((where) => {
      const view = document.createElement('webview');
      view.setAttribute('src', `http://${where}/`);
      document.body.append(view);
      const frame = document.createElement('iframe');
      frame.src = 'app://upline/index.html';
      document.body.append(frame);
    }, address);
    const contents = await app.evaluate(({ BrowserWindow, webContents }) => ({
      windows: BrowserWindow.getAllWindows().length,
      pages: webContents.getAllWebContents().filter((one) => one.getType() !== 'remote').length,
    }));
    expect(contents).toEqual({ windows: 1, pages: 1 });
    // Even our own page, framed, is not shown: it would have our bridge in a place nobody looks at.
    expect(page.frames().filter((frame) => frame.url().startsWith('app:'))).toHaveLength(1);
    expect(connections()).toBe(0);
  } finally {
    server.close();
  }
});
