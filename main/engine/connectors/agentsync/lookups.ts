import { z } from 'zod';
import type { LookupKind, LookupValue } from '../../../../domain/lookups.ts';
import type { Json, JsonObject } from '../../../../domain/json.ts';
import type { UnreadableRecord } from '../api.ts';
import { isJsonObject, nestsDeeperThan } from '../../../../domain/json.ts';
import type { CallName } from './profile.ts';
import { setAside } from '../setAside.ts';

/** The call that lists each kind of lookup (C21–C26). */
export const lookupCalls: Readonly<Record<LookupKind, CallName>> = {
  lineOfBusiness: 'listLinesOfBusiness',
  contractSubmissionMethod: 'listContractSubmissionMethods',
  annualization: 'listAnnualizations',
  assignmentStatus: 'listAssignmentStatuses',
  administrativeDivision: 'listAdministrativeDivisions',
  taskType: 'listTaskTypes',
};

const text = z.string().trim().min(1).max(200);
const shape = z.looseObject({
  id: text,
  name: text.optional(),
  description: z.string().max(500).nullish(),
  code: text.optional(),
});

/** A lookup value with the vendor's own JSON. */
export type ReadLookup = LookupValue & { readonly server: JsonObject };

/** Reads one lookup value. States are known by their code, because records name them by it (vendor-apis 3.8). */
export function readLookup(
  kind: LookupKind,
  item: Json,
  position: string,
  page: string,
):
  | { readonly ok: true; readonly value: ReadLookup }
  | { readonly ok: false; readonly unreadable: UnreadableRecord } {
  const known =
    isJsonObject(item) && kind === 'administrativeDivision' ? { id: item['code'], ...item } : item;
  const parsed = shape.safeParse(known);
  if (!parsed.success || !isJsonObject(item) || nestsDeeperThan(item, 40)) {
    const problems = parsed.error?.issues.map((issue) => `\`${issue.path.join('.')}\`: ${issue.message}`);
    const key = `${kind}, ${position}`;
    return { ok: false, unreadable: setAside(item, key, problems ?? ['the value is not an object'], page) };
  }
  const { id, name, description, code } = parsed.data;
  const byCode = kind === 'administrativeDivision' ? (code ?? id) : id;
  return {
    ok: true,
    value: { kind, id: byCode, name: name ?? code ?? id, description: description ?? null, server: item },
  };
}
