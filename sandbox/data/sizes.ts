/** How much data to generate. */
export interface DataSize {
  readonly assignments: number;
  readonly carriers: number;
}

/** How much data there is, the least first. */
export const SIZE_NAMES = ['small', 'field', 'agency', 'giant'] as const;
export type SizeName = (typeof SIZE_NAMES)[number];

const SIZES: Readonly<Record<SizeName, DataSize>> = {
  small: { assignments: 2_000, carriers: 12 },
  field: { assignments: 20_000, carriers: 40 },
  agency: { assignments: 100_000, carriers: 80 },
  giant: { assignments: 1_000_000, carriers: 150 },
};

/** Either a named size, or own counts; carriers follow the number of assignments when not given. */
export type SizeOption = SizeName | { readonly assignments: number; readonly carriers?: number | undefined };

/** Resolves a size option to counts. */
export function resolveSize(size: SizeOption): DataSize {
  if (typeof size === 'string') return SIZES[size];
  const proportional = Math.round(12 * (Math.max(size.assignments, 1) / 2_000) ** 0.41);
  const carriers = size.carriers ?? Math.min(150, Math.max(2, proportional));
  return { assignments: Math.max(0, Math.floor(size.assignments)), carriers };
}
