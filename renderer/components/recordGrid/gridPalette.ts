import type { Theme } from '@glideapps/glide-data-grid';
import { useSyncExternalStore } from 'react';
import { changeStates } from '../../../domain/operation.ts';
import type { ChangeState } from '../../../domain/operation.ts';
import { changeStateLooks, newRecordLook, themeColor } from '../../theme/changeStates.ts';

/** The window's colours as the canvas needs them: resolved, because a canvas knows no CSS variables. */
export interface GridPalette {
  readonly theme: Partial<Theme>;
  readonly marked: Readonly<Record<ChangeState, Partial<Theme>>>;
  readonly signs: Readonly<Record<ChangeState, string>>;
  /** Rows made here that AgentSync does not have yet, and their sign. */
  readonly fresh: Partial<Theme>;
  readonly freshSign: string;
  /** Cells nobody can change here. */
  readonly fixed: Partial<Theme>;
  /** Cells that lead to what they name. */
  readonly link: Partial<Theme>;
  readonly gone: Partial<Theme>;
}

function readPalette(): GridPalette {
  const surface = themeColor('--upl-surface');
  const text = themeColor('--upl-text');
  const dim = themeColor('--upl-dim');
  const line = themeColor('--upl-line');
  const accent = themeColor('--upl-accent');
  const selected = themeColor('--upl-selected');
  const header = themeColor('--upl-bg');
  const family = getComputedStyle(document.body).fontFamily;
  const byState = <Value>(make: (state: ChangeState) => Value): Record<ChangeState, Value> => ({
    clean: make('clean'),
    staged: make('staged'),
    sending: make('sending'),
    attention: make('attention'),
    conflict: make('conflict'),
  });
  return {
    theme: {
      accentColor: accent,
      accentFg: themeColor('--upl-on-accent'),
      accentLight: selected,
      textDark: text,
      textMedium: dim,
      textLight: dim,
      textHeader: text,
      textHeaderSelected: themeColor('--upl-on-accent'),
      bgCell: surface,
      bgCellMedium: header,
      bgHeader: header,
      bgHeaderHasFocus: selected,
      bgHeaderHovered: themeColor('--upl-hover'),
      bgSearchResult: selected,
      borderColor: line,
      horizontalBorderColor: line,
      headerBottomBorderColor: themeColor('--upl-line'),
      resizeIndicatorColor: accent,
      fgIconHeader: dim,
      bgIconHeader: 'transparent',
      linkColor: accent,
      cellHorizontalPadding: 8,
      cellVerticalPadding: 3,
      headerFontStyle: '600 12px',
      baseFontStyle: '13px',
      markerFontStyle: '11px',
      editorFontSize: '13px',
      fontFamily: family,
      checkboxMaxSize: 15,
      roundingRadius: 2,
    },
    marked: byState((state) => ({
      bgCell: themeColor(changeStateLooks[state].background),
      textDark: text,
    })),
    fresh: { bgCell: themeColor(newRecordLook.background), textDark: text },
    freshSign: themeColor(newRecordLook.color),
    signs: byState((state) => themeColor(changeStateLooks[state].color)),
    fixed: { textDark: dim },
    link: { textDark: accent },
    gone: { textDark: dim },
  };
}

const schemeAttribute = 'data-mantine-color-scheme';
let palette: GridPalette | null = null;
let paletteOf: string | null = null;

function presentPalette(): GridPalette {
  const scheme = document.documentElement.getAttribute(schemeAttribute);
  if (palette === null || scheme !== paletteOf) {
    palette = readPalette();
    paletteOf = scheme;
  }
  return palette;
}

function followScheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: [schemeAttribute] });
  return () => observer.disconnect();
}

/** The palette of the present colour scheme; changes with it. */
export function useGridPalette(): GridPalette {
  return useSyncExternalStore(followScheme, presentPalette);
}

/** The mark behind an index of the contract's rows. */
export function changeStateAt(index: number | undefined): ChangeState {
  return changeStates[index ?? 0] ?? 'clean';
}
