import type { ElectronApplication } from '@playwright/test';

/** Megabytes that are resident, as the system counts them. Shared pages count in each process. */
export interface Resident {
  readonly renderer: number;
  readonly engine: number;
}

export async function residentMemory(app: ElectronApplication): Promise<Resident> {
  const metrics = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ type, memory, serviceName = '', name = '' }) => ({
      kind: `${type} ${serviceName} ${name}`,
      kilobytes: memory.workingSetSize,
    })),
  );
  const most = (isOne: (kind: string) => boolean): number =>
    Math.max(0, ...metrics.filter(({ kind }) => isOne(kind)).map(({ kilobytes }) => kilobytes)) / 1024;
  return {
    renderer: most((kind) => kind.startsWith('Tab')),
    engine: most((kind) => kind.startsWith('Utility') && kind.includes('node.mojom.NodeService')),
  };
}
