// @ts-check
// Says what set-up is doing whenever a step takes longer than a person likes to wait in silence.
// Progress goes to stderr: stdout belongs to the command that set-up prepares.

const quietFor = 2_000;
const tickEvery = 10_000;

/** @param {number} milliseconds */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/**
 * @template T
 * @param {string} title
 * @param {(note: (text: string) => void) => T | Promise<T>} work `note` sets the detail shown at the next tick
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = Date.now();
  let shown = false;
  let detail = '';
  const say = (/** @type {string} */ text) => process.stderr.write(`upline: ${title}${text}\n`);
  const tick = () => {
    const suffix = detail ? `, ${detail}` : '';
    say(shown ? ` … ${seconds(Date.now() - started)}${suffix}` : ' …');
    shown = true;
    timer = setTimeout(tick, tickEvery);
  };
  let timer = setTimeout(tick, quietFor);
  try {
    const result = await work((text) => {
      detail = text;
    });
    if (shown) say(`: done in ${seconds(Date.now() - started)}`);
    return result;
  } catch (error) {
    say(`: failed after ${seconds(Date.now() - started)}`);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
