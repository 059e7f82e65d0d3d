import type { Life } from './life.ts';

/** Everything that happened to one cell, to read a failure by. */
export function historyOf({ world }: Life, id: string, field: string): string {
  const effects = world.sandbox.control
    .journal()
    .filter((effect) => effect.id === id && effect.changes[field] !== undefined)
    .map((effect) => `${effect.origin} ${JSON.stringify(effect.changes[field])}`);
  const operations = world.store.operations
    .batches(0, 60)
    .flatMap((batch) => world.store.operations.ofBatch(batch.id))
    .filter((operation) => operation.targetId === id && operation.changes[field] !== undefined)
    .sort((a, b) => a.sequence - b.sequence)
    .map(
      (o) =>
        `#${o.sequence} ${JSON.stringify(o.changes[field])} ${o.state} ${o.error?.code ?? ''} ${o.attempts}`,
    );
  return [`${id} ${field}, effects:`, ...effects, 'operations:', ...operations].join('\n  ');
}
