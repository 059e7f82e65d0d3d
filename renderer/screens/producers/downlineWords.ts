import type { ProducerPosition } from '../../../preload/contract/producer.ts';

/** How many stand below, as people say it. */
export function downlineWords({ direct, below }: Pick<ProducerPosition, 'direct' | 'below'>): string {
  if (direct === 0) return 'No downlines.';
  const near = `${direct.toLocaleString('en-US')} direct downline${direct === 1 ? '' : 's'}`;
  if (below === null) return `${near}; too many in all to count here.`;
  return below === direct ? `${near}.` : `${near}, ${below.toLocaleString('en-US')} in all.`;
}
