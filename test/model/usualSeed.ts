/**
 * The seed when none is said: always the same, so that a red run is about the change that was made.
 * `npm run test:soak` lives with new seeds for as long as it is told.
 */
export const usualSeed = 2_088_045_018;
