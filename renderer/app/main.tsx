import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '../theme/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { enginePortMessage } from '../../preload/contract/bridge.ts';
import { crash } from '../state/crash.ts';
import { EngineContext } from '../state/engineContext.ts';
import { createEngineClient } from '../state/engineClient.ts';
import { followShell, useShell } from '../state/shell.ts';
import { followStatus, useStatus } from '../state/status.ts';
import { App } from './App.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';

// The page's policy forbids making code from text, which zod would otherwise try for speed.
z.config({ jitless: true });

window.addEventListener('error', (event) => crash(event.error ?? event.message));
window.addEventListener('unhandledrejection', (event) => crash(event.reason));

const engine = createEngineClient();

window.addEventListener('message', (event) => {
  const port = event.ports[0];
  // Only the preload script shares this window; a frame would be another source.
  if (event.source !== window || event.data !== enginePortMessage || port === undefined) return;
  engine.attach(port);
});

// The port of a killed engine may close late; the main process knows at once.
useShell.subscribe(({ shell }, { shell: before }) => {
  const now = shell?.engine;
  const then = before?.engine;
  if (now === undefined || now.state === then?.state) return;
  if (now.state === 'restarting' || now.state === 'failed' || now.state === 'none') engine.detach();
  // Another connection's figures must not flash up while it opens.
  if (now.state === 'none' || now.state === 'failed') useStatus.setState({ status: null });
});

followStatus(engine);
followShell(window.upline);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <EngineContext value={engine}>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </EngineContext>
  </StrictMode>,
);
