import type { OutboxItem } from '../../../preload/contract/engine.ts';

/** The unsent records of one gesture. */
export interface TrayGesture {
  readonly key: string;
  readonly label: string;
  readonly stagedAt: number;
  readonly items: readonly OutboxItem[];
}

/** A line of the list grouped by gesture. */
export type GestureLine =
  | { readonly type: 'gesture'; readonly gesture: TrayGesture; readonly closed: boolean }
  | { readonly type: 'record'; readonly item: OutboxItem };

/**
 * Records by the gesture that first changed them, in the order in which they were staged. Two gestures
 * may have the same words; the moment tells them apart.
 */
export function byGesture(items: readonly OutboxItem[]): readonly TrayGesture[] {
  const gestures = new Map<string, { label: string; stagedAt: number; items: OutboxItem[] }>();
  for (const item of items) {
    const label = item.gestures[0] ?? 'Edit';
    const key = `${item.stagedAt} ${label}`;
    const gesture = gestures.get(key) ?? { label, stagedAt: item.stagedAt, items: [] };
    gesture.items.push(item);
    gestures.set(key, gesture);
  }
  return [...gestures].map(([key, gesture]) => ({ key, ...gesture }));
}

/** Gestures and their records, one after the other; closed gestures without their records. */
export function gestureLines(
  gestures: readonly TrayGesture[],
  closed: ReadonlySet<string>,
): readonly GestureLine[] {
  return gestures.flatMap((gesture): readonly GestureLine[] => {
    const isClosed = closed.has(gesture.key);
    const head: GestureLine = { type: 'gesture', gesture, closed: isClosed };
    return isClosed ? [head] : [head, ...gesture.items.map((item) => ({ type: 'record', item }) as const)];
  });
}
