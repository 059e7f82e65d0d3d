// @ts-check
// Electron loads this before the app (`-r`): it holds the app's `ready` back until Playwright is attached to both the
// main process and Chromium, and calls `__playwright_run`. Playwright brings such a loader along, but leaves it out
// for an Electron that it did not choose itself. A window that is made while Playwright attaches may have no page yet
// that could answer it, and then it waits for that answer for ever.
//
// It answers questions as well, before the first of them can be asked: the inspector may lose its answer to whoever
// asks a process that is starting.
const { app, dialog } = require('electron');

const ready = app.whenReady();
const emit = app.emit.bind(app);
/** @type {readonly unknown[]} */
let readyEvent = [];
let released = false;
/** @type {(value: void) => void} */
let release = () => undefined;
/** @type {Promise<void>} */
const held = new Promise((resolve) => (release = resolve));

app.emit = (/** @type {string} */ event, /** @type {unknown[]} */ ...given) => {
  if (event !== 'ready' || released) return Reflect.apply(emit, app, [event, ...given]);
  readyEvent = given;
  return app.listenerCount('ready') > 0;
};
app.isReady = () => released;
app.whenReady = () => held;

Object.assign(globalThis, {
  __playwright_run: async () => {
    await ready;
    released = true;
    release();
    Reflect.apply(emit, app, ['ready', ...readyEvent]);
  },
});

// Whoever quits a test means it: the question about unsent work has tests of its own. That the network process is
// gone is answered with *Later*: starting again ends this window, and what a test asks of it.
dialog.showMessageBox = (/** @type {unknown[]} */ ...given) => {
  const later = JSON.stringify(given.at(-1)).includes('"Later"');
  return Promise.resolve({ response: later ? 1 : 0, checkboxChecked: false });
};
