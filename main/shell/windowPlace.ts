/** A rectangle of the screen, in device-independent pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Smallest size of the window, in pixels, in which every screen still works. */
export const smallest = { width: 960, height: 600 };
/** Size of the window before anybody changed it. */
export const first = { width: 1360, height: 860 };

/**
 * Where the window may open: its old place if enough of its title bar to be grasped is still on some
 * display, else null for the middle of the main one. Displays come and go with docking stations.
 */
export function placeOnDisplay(saved: Area, displays: readonly Area[]): Area | null {
  const grip = { x: saved.x, y: saved.y, width: saved.width, height: 40 };
  const reachable = displays.some((display) => {
    const width = Math.min(grip.x + grip.width, display.x + display.width) - Math.max(grip.x, display.x);
    const height = Math.min(grip.y + grip.height, display.y + display.height) - Math.max(grip.y, display.y);
    return width >= 120 && height >= 20;
  });
  if (!reachable) return null;
  return {
    x: saved.x,
    y: saved.y,
    width: Math.max(saved.width, smallest.width),
    height: Math.max(saved.height, smallest.height),
  };
}
