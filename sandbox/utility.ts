import { parseArgs } from 'node:util';
import { z } from 'zod';
import { SIZE_NAMES } from './data/sizes.ts';
import { startSandbox } from './index.ts';

/** What the parent sends first: how much practice data, and where its changes are kept. */
const startSchema = z.object({
  size: z.enum(SIZE_NAMES).default('small'),
  seed: z.union([z.string(), z.number()]).default(1),
  stateFolder: z.string().optional(),
  port: z.number().int().optional(),
  controlToken: z.string().optional(),
});

/** The part of Electron's parent port this process uses; Electron itself is not imported. */
interface ParentPort {
  postMessage(message: unknown): void;
  once(event: 'message', listener: (event: unknown) => void): void;
}

const eventSchema = z.object({ data: z.unknown() });

function isParentPort(value: unknown): value is ParentPort {
  return (
    typeof value === 'object' &&
    value !== null &&
    'postMessage' in value &&
    typeof value.postMessage === 'function' &&
    'once' in value &&
    typeof value.once === 'function'
  );
}

function findParentPort(): ParentPort | undefined {
  const port: unknown = Reflect.get(process, 'parentPort');
  return isParentPort(port) ? port : undefined;
}

async function start(message: unknown): Promise<unknown> {
  const {
    control: _control,
    exchange: _exchange,
    close: _close,
    ...addresses
  } = await startSandbox(startSchema.parse(message));
  return addresses;
}

function fromArguments(): unknown {
  const { values } = parseArgs({
    strict: false,
    options: { size: { type: 'string' }, seed: { type: 'string' }, state: { type: 'string' } },
  });
  return { size: values.size, seed: values.seed, stateFolder: values.state };
}

function report(port: ParentPort | undefined, answer: unknown): void {
  if (port === undefined) process.stdout.write(`${JSON.stringify(answer)}\n`);
  else port.postMessage(answer);
}

function begin(port: ParentPort | undefined, message: unknown): void {
  start(message).then(
    (answer) => report(port, answer),
    (error: unknown) => {
      report(port, { error: error instanceof Error ? error.message : String(error) });
      process.exitCode = 1;
    },
  );
}

const parentPort = findParentPort();
if (parentPort === undefined) begin(undefined, fromArguments());
else parentPort.once('message', (event) => begin(parentPort, eventSchema.parse(event).data));
