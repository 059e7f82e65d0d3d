import type { Store } from './store/api.ts';

/** The setting that holds the name a person gave. */
export const actorNameSetting = 'actor.name';

/** Who works at this computer: the system's user, and the name a person gave. */
export interface Actor {
  /** For gestures, receipts and the audit: `Dana Reyes (dreyes)`, or the system's user alone. */
  readonly words: string;
  readonly name: string;
  /** Counts for what is done from now on; what was done before keeps the name it was done under. */
  rename(name: string): void;
}

/** The person at work: the name given in Settings with the system's user, or that user alone. */
export function createActor(store: Pick<Store, 'settings' | 'transaction'>, systemUser: string): Actor {
  let name = store.settings.get(actorNameSetting) ?? '';
  return {
    get words() {
      return name === '' ? systemUser : `${name} (${systemUser})`;
    },
    get name() {
      return name;
    },
    rename(wanted) {
      store.transaction('gesture', () => store.settings.set(actorNameSetting, wanted));
      name = wanted;
    },
  };
}
