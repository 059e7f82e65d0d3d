import '../components/EntryPage.css';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { crash } from '../state/crash.ts';

interface Props {
  readonly children: ReactNode;
}

/** Catches bugs while rendering. The crash screen itself is shown by App, or here when App is broken. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(reason: unknown): { readonly error: Error } {
    return { error: reason instanceof Error ? reason : new Error(String(reason)) };
  }

  override componentDidCatch(error: Error): void {
    crash(error);
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === null ? this.props.children : <CrashScreen error={error} />;
  }
}

/** A bug, in plain sight. Uses nothing of the component library, which may be what broke. */
export function CrashScreen({ error }: { readonly error: Error }): ReactNode {
  return (
    <main className="upl-crash" role="alert">
      <h1>Upline ran into a bug</h1>
      <p>
        This window cannot go on. Everything you staged is saved on this computer and is still there after
        reloading.
      </p>
      <pre>{error.message}</pre>
      <button type="button" onClick={() => window.location.reload()}>
        Reload window
      </button>
    </main>
  );
}
