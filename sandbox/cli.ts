import { parseArgs } from 'node:util';
import { startSandbox } from './index.ts';
import { SIZE_NAMES } from './data/sizes.ts';
import type { SizeOption } from './data/sizes.ts';

const HELP = `A loopback stand-in for AgentSync and Turris with practice data.

  --size NAME    ${SIZE_NAMES.join(', ')}, or a number of assignments (default small)
  --port N       port, 0 for any (default 0)
  --seed TEXT    the same seed gives the same data (default 1)
  --state DIR    keep every change in this folder
  --rate N       reads per minute before 429 (default no limit)
  --control-token TEXT
  --json         print one JSON line instead of text`;

function sizeOf(text: string): SizeOption {
  const name = SIZE_NAMES.find((item) => item === text);
  if (name !== undefined) return name;
  const assignments = Number(text);
  if (Number.isInteger(assignments) && assignments >= 0) return { assignments };
  throw new Error(`unknown size '${text}'; use ${SIZE_NAMES.join(', ')}, or a number`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'small' },
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      state: { type: 'string' },
      rate: { type: 'string' },
      'control-token': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const sandbox = await startSandbox({
    size: sizeOf(values.size),
    port: Number(values.port),
    seed: values.seed,
    stateFolder: values.state,
    controlToken: values['control-token'],
    profile: values.rate === undefined ? {} : { readsPerMinute: Number(values.rate) },
  });
  const stop = (): void => {
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const { control: _control, exchange: _exchange, close: _close, ...addresses } = sandbox;
  if (values.json) {
    console.log(JSON.stringify(addresses));
    return;
  }
  const { tokenUrl, contractingUrl, controlUrl, controlToken, clientId, clientSecret } = addresses;
  const { turrisUrl, turrisClientId, turrisClientSecret } = addresses;
  console.log(`AgentSync and Turris stand-in with practice data (${values.size}, seed ${values.seed})

  API            ${contractingUrl}
  Token URL      ${tokenUrl}
  Client id      ${clientId}
  Client secret  ${clientSecret}
  Turris         ${turrisUrl}
  Client id      ${turrisClientId}
  Client secret  ${turrisClientSecret}
  Control        ${controlUrl}
  Control token  ${controlToken}

Stop with Ctrl+C.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
