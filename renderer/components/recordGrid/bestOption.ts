import type { FieldOption } from '../../../preload/contract/engine.ts';

/**
 * Which of the options Enter takes, by its place: the one that is exactly this text, else the first that begins with
 * it, else one of whose words does, else the first. `Rel` is _Released_ before it is _Awaiting Incoming Release_.
 */
export function bestOption(options: readonly Pick<FieldOption, 'label'>[], text: string): number {
  const wanted = text.toLocaleLowerCase('en-US');
  if (wanted === '') return 0;
  const labels = options.map(({ label }) => label.toLocaleLowerCase('en-US'));
  const by = [
    (label: string) => label === wanted,
    (label: string) => label.startsWith(wanted),
    (label: string) => label.split(/\s+/).some((word) => word.startsWith(wanted)),
  ];
  for (const fits of by) {
    const found = labels.findIndex(fits);
    if (found >= 0) return found;
  }
  return 0;
}
