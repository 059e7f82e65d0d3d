/** A dialog asks something: until it is answered, keys must not change what lies behind it. */
export function isAsked(): boolean {
  return document.querySelector('[role=dialog][aria-modal=true]') !== null;
}
