import { defaultVariantColorsResolver } from '@mantine/core';
import type { MantineThemeOverride } from '@mantine/core';

const compact = { defaultProps: { size: 'xs' } };

/**
 * How what lies over the window comes and goes. It fades in where it stays: under a pointer that is aimed already, what
 * slides is missed. It is gone at once: while a closed dialog fades it still holds back every key (isAsked), without
 * what it held.
 */
const fade = { transition: 'fade', duration: 120, exitDuration: 0 } as const;

/** Component defaults: compact controls everywhere. Colours and sizes are variables in theme.css. */
export const theme: MantineThemeOverride = {
  respectReducedMotion: true,
  focusRing: 'auto',
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    const accent = input.color === undefined || input.color === 'blue';
    // The accent is light in the dark scheme; Mantine would write white on it.
    return input.variant === 'filled' && accent ? { ...colors, color: 'var(--upl-on-accent)' } : colors;
  },
  components: {
    Button: compact,
    TextInput: compact,
    PasswordInput: compact,
    Select: compact,
    Checkbox: compact,
    Radio: compact,
    Switch: { defaultProps: { size: 'xs', withThumbIndicator: false } },
    SegmentedControl: compact,
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Tooltip: {
      defaultProps: {
        withArrow: true,
        openDelay: 400,
        // A tooltip only repeats what the control already says by name; it shows on focus too.
        events: { hover: true, focus: true, touch: false },
      },
    },
    Popover: { defaultProps: { transitionProps: fade } },
    // The first entry takes the focus. What takes it otherwise, a box without a role, has no place in a menu.
    Menu: { defaultProps: { transitionProps: fade, withInitialFocusPlaceholder: false } },
    // Scroll locking writes style elements at run time; a desktop window has nothing to lock.
    Modal: {
      defaultProps: {
        lockScroll: false,
        centered: true,
        radius: 'sm',
        transitionProps: fade,
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
  },
};
