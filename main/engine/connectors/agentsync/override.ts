import { z } from 'zod';
import { fail, ok } from '../../../../domain/result.ts';
import type { Result } from '../../../../domain/result.ts';
import { readStored } from '../../storedJson.ts';
import { pathPattern } from '../endpoint.ts';
import { placeholdersOf, profileCallNames, profileLabel } from './profileCalls.ts';
import type { ProfileCallName } from './profileCalls.ts';

/**
 * What a customer has learned of Producer Profile from AgentSync: paths on the connection's own host, and
 * the scope its tokens need. Nothing here can name another host.
 */
export interface ProfileOverride {
  readonly scope: string | null;
  readonly paths: Readonly<Partial<Record<ProfileCallName, string>>>;
}

/** Nothing is known of the customer's own paths. */
export const noOverride: ProfileOverride = { scope: null, paths: {} };

const scopePattern = /^[A-Za-z0-9_.:/-]{1,100}$/;
const longestPath = 300;

const stored = z.object({
  scope: z.string().regex(scopePattern).nullable(),
  paths: z.partialRecord(z.enum(profileCallNames), z.string().max(longestPath).regex(pathPattern)),
});

/** Reads a remembered override; what is damaged counts as none. */
export function readOverride(text: string | null): ProfileOverride {
  return readStored(text, stored) ?? noOverride;
}

/** Checks what was typed. Empty text means "as Upline ships it". Names every wrong field at once. */
export function checkOverride(typed: {
  readonly scope: string;
  readonly paths: Readonly<Record<string, string>>;
}): Result<ProfileOverride> {
  const fields: Record<string, string> = {};
  const scope = typed.scope.trim();
  if (scope !== '' && !scopePattern.test(scope))
    fields['scope'] = 'One scope name: letters, digits, and _ . : / - without spaces.';
  const paths: Partial<Record<ProfileCallName, string>> = {};
  for (const name of profileCallNames) {
    const path = typed.paths[name]?.trim() ?? '';
    if (path === '') continue;
    const problem = problemOf(name, path);
    if (problem === null) paths[name] = path;
    else fields[name] = problem;
  }
  for (const name of Object.keys(typed.paths))
    if (!profileCallNames.some((known) => known === name)) fields[name] = 'Upline has no such call.';
  if (Object.keys(fields).length > 0) {
    return fail({
      code: 'invalid-paths',
      message: 'Nothing was saved: some of the paths or the scope cannot be used. They are marked below.',
      remedy: 'fix-fields',
      fields,
    });
  }
  return ok({ scope: scope === '' ? null : scope, paths });
}

function problemOf(name: ProfileCallName, path: string): string | null {
  if (path.length > longestPath) return `At most ${longestPath} characters.`;
  if (/^[a-z]+:|^\/\//i.test(path))
    return 'Only the path, starting with one slash: the host is always the one of this connection.';
  if (!pathPattern.test(path))
    return 'A path such as /producer-profile/v1/producers: letters, digits, /, _ and -, with {id} or {parentId} where an id stands.';
  const { must, may } = placeholdersOf(name);
  const found = path.match(/\{[^}]*\}/g) ?? [];
  for (const wanted of must)
    if (found.filter((one) => one === wanted).length !== 1)
      return `${profileLabel(name)} needs ${wanted} in its path, once.`;
  const extra = found.find((one) => !must.includes(one) && !may.includes(one));
  return extra === undefined ? null : `${extra} means nothing while ${profileLabel(name)}.`;
}
