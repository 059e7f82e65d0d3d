import { collections, isOfProfile } from '../../../domain/collections.ts';
import type { Importable } from '../../../domain/import/columnMapping.ts';
import type { ProfileCall } from '../../../preload/contract/producer.ts';

/**
 * What of an import could not be sent to AgentSync as this connection stands, for the person to know before it
 * is staged; null when all of it could. Only the paths of Producer Profile are ever missing.
 */
export function unsendableWords(
  collection: Importable,
  { create, update }: { readonly create: number; readonly update: number },
  calls: readonly Pick<ProfileCall, 'name' | 'offered'>[],
): string | null {
  if (!isOfProfile(collection)) return null;
  const noun = `${collection.charAt(0).toUpperCase()}${collection.slice(1)}`;
  const missing = (name: string): boolean => calls.some((call) => call.name === name && !call.offered);
  const making = create > 0 && missing(`create${noun}`);
  const changing = update > 0 && missing(`update${noun}`);
  if (!making && !changing) return null;
  const what = making && changing ? 'new and changed' : making ? 'new' : 'changed';
  const { plural } = collections[collection];
  const nouns = plural.startsWith('E&O') ? plural : plural.toLowerCase();
  return `AgentSync has not said where ${what} ${nouns} are sent. They stay on this computer until the paths of Producer Profile are entered under Settings.`;
}
