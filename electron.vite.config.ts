import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;
const at = (...parts: string[]): string => path.join(root, ...parts);

/** The processes that run Node. All are bundled; only what holds native code stays outside (`dependencies`). */
const nodeEntries = {
  index: at('main', 'index.ts'),
  engine: at('main', 'engine', 'index.ts'),
  reader: at('main', 'engine', 'import', 'worker.ts'),
  sandbox: at('sandbox', 'utility.ts'),
};

// The oldest runtime the same code runs on: Electron 33 (Node 20.18, Chromium 130).
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      outDir: at('out', 'main'),
      sourcemap: true,
      rolldownOptions: {
        input: nodeEntries,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      outDir: at('out', 'preload'),
      // A sandboxed preload can require nothing but electron: it is one CommonJS file with zod inside.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('preload', 'index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    // Relative, so that the page finds its files under app://upline/ as well as on the development server.
    base: './',
    plugins: [react()],
    build: {
      target: chromeTarget,
      outDir: at('out', 'renderer'),
      emptyOutDir: true,
      // The policy allows fonts and scripts from our own origin only, so nothing is turned into data: addresses.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: at('renderer', 'index.html') } },
    },
  },
});
