import type { Result } from '../../domain/result.ts';
import type { RequestOf, ResponseOf } from './definition.ts';
import type { EngineCallName, EngineCalls, EngineEvent } from './engine.ts';
import type { ShellCallName, ShellCalls, ShellEvent } from './shell.ts';

/** What the preload script puts on `window.upline`. */
export interface ShellBridge {
  call<Name extends ShellCallName>(
    name: Name,
    request: RequestOf<ShellCalls[Name]>,
  ): Promise<Result<ResponseOf<ShellCalls[Name]>>>;
  /** Answers a function that stops listening. */
  on(listener: (event: ShellEvent) => void): () => void;
}

/** `message` data with which the preload hands the engine's port to the page (`event.ports[0]`). */
export const enginePortMessage = 'upline:engine-port';

/** Renderer to engine. */
export interface EngineRequest {
  readonly type: 'call';
  readonly id: number;
  readonly name: EngineCallName;
  readonly request: unknown;
}

/** Engine to renderer. */
export type EngineMessage =
  | { readonly type: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly type: 'event'; readonly event: EngineEvent };

/** The renderer's view of the engine; pending calls fail with `engine-stopped` when it dies. */
export interface EngineClient {
  call<Name extends EngineCallName>(
    name: Name,
    request: RequestOf<EngineCalls[Name]>,
  ): Promise<Result<ResponseOf<EngineCalls[Name]>>>;
  on(listener: (event: EngineEvent) => void): () => void;
}

declare global {
  interface Window {
    readonly upline: ShellBridge;
  }
}
