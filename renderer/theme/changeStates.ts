import type { ChangeState } from '../../domain/operation.ts';

/** How a change that is not on the server yet looks: always a sign and a word, never colour alone. */
export interface ChangeStateLook {
  /** One character, drawable on a canvas. */
  readonly sign: string;
  readonly word: string;
  /** CSS variables of theme.css; read them with `themeColor` for a canvas. */
  readonly color: `--upl-${string}`;
  readonly background: `--upl-${string}`;
}

/** How each mark looks: a sign and a word beside the colour, for those who do not see it. */
export const changeStateLooks: Readonly<Record<ChangeState, ChangeStateLook>> = {
  clean: { sign: '', word: 'As on the server', color: '--upl-text', background: '--upl-surface' },
  staged: {
    sign: '●',
    word: 'Saved on this computer, not sent yet',
    color: '--upl-staged',
    background: '--upl-staged-bg',
  },
  sending: { sign: '↑', word: 'Being sent', color: '--upl-sending', background: '--upl-sending-bg' },
  attention: { sign: '!', word: 'Needs you', color: '--upl-attention', background: '--upl-attention-bg' },
  conflict: {
    sign: '≠',
    word: 'Changed on both sides',
    color: '--upl-conflict',
    background: '--upl-conflict-bg',
  },
};

/** How a record looks that was made here and that the server does not have yet. */
export const newRecordLook = {
  sign: '+',
  word: 'New, not at AgentSync yet',
  color: '--upl-good',
  background: '--upl-good-bg',
} as const satisfies ChangeStateLook;

/** The present value of a theme variable, for what is painted on a canvas. */
export function themeColor(variable: `--upl-${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}
