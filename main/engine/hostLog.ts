import type { Log, LogLevel } from './ports.ts';
import type { EngineToMain } from './protocol.ts';

const order: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

/** Sends log lines to the main process, which redacts and writes them. Errors are turned into text here. */
export function createHostLog(post: (message: EngineToMain) => void, level: () => LogLevel): Log {
  return {
    write(lineLevel, message, details) {
      if (order.indexOf(lineLevel) > order.indexOf(level())) return;
      post({
        type: 'log',
        level: lineLevel,
        message,
        ...(details === undefined ? {} : { details: plain(details) }),
      });
    },
  };
}

function plain(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      value instanceof Error ? (value.stack ?? value.message) : value,
    ]),
  );
}
