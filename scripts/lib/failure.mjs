// @ts-check
// A failure a person can act on. Anything else that is thrown is a bug and keeps its stack trace.

export class SetupFailure extends Error {
  /**
   * @param {string} what what happened and what it means
   * @param {string} remedy what to do about it
   */
  constructor(what, remedy) {
    super(`${what}\n  What to do: ${remedy}`);
    this.name = 'SetupFailure';
  }
}

/**
 * Runs a script's main function and turns its outcome into an exit code.
 * @param {() => Promise<number>} main
 * @returns {Promise<void>}
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (error instanceof SetupFailure) console.error(`\nupline: ${error.message}`);
    else console.error(error);
    process.exitCode = 1;
  }
}
