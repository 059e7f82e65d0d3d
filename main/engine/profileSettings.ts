import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Environment, ProfileSettings } from '../../preload/contract.ts';
import { checkOverride, readOverride } from './connectors/agentsync/override.ts';
import type { ProfileOverride } from './connectors/agentsync/override.ts';
import type { Profile } from './connectors/agentsync/profile.ts';
import { placeholdersOf, profileCallNames, profileLabel } from './connectors/agentsync/profileCalls.ts';
import { storeFailureOf } from './store/failures.ts';
import type { Store } from './store/api.ts';
import { fail } from '../../domain/result.ts';

/** Setting under which what a customer knows of Producer Profile is remembered, per connection. */
const setting = 'profile.override';

/** What a customer has learned of Producer Profile from AgentSync, kept with the connection. */
export interface ProfileOverrides {
  current(): ProfileOverride;
  /** Everything a person needs to see to fill it in. */
  shown(): ProfileSettings;
  /** Remembers what was typed, from the next call on; refuses the whole when any of it cannot be used. */
  change(typed: {
    readonly scope: string;
    readonly paths: Readonly<Record<string, string>>;
  }): Result<ProfileSettings>;
}

/** What the customer said of Producer Profile's paths, kept with the connection and checked before it is used. */
export function createProfileOverrides(
  { settings, transaction }: Pick<Store, 'settings' | 'transaction'>,
  connection: { readonly environment: Environment; readonly host: string },
  profile: Profile,
): ProfileOverrides {
  let known: ProfileOverride | null = null;
  const current = (): ProfileOverride => {
    known ??= readOverride(settings.get(setting));
    return known;
  };
  const shown = (): ProfileSettings => {
    const { scope, paths } = current();
    return {
      scope: scope ?? '',
      host: connection.host,
      calls: profileCallNames.map((name) => {
        const entry = profile.producerProfile.calls[name];
        const path = paths[name] ?? '';
        return {
          name,
          label: profileLabel(name),
          method: entry.method,
          guess: entry.path,
          path,
          placeholders: placeholdersOf(name).must,
          offered: path !== '' || entry.enabled[connection.environment],
        };
      }),
    };
  };
  return {
    current,
    shown,
    change(typed) {
      const checked = checkOverride(typed);
      if (!checked.ok) return checked;
      try {
        transaction('gesture', () => settings.set(setting, JSON.stringify(checked.value)));
      } catch (error) {
        const failure = storeFailureOf(error);
        if (failure === null) throw error;
        return fail(failure);
      }
      known = checked.value;
      return ok(shown());
    },
  };
}
