import { isJsonObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { CollectionName } from '../journal/entry.ts';
import type { Draft } from '../world.ts';
import type { Call } from './call.ts';
import { FieldCheck } from './fields.ts';
import type { FieldRules } from './fields.ts';
import { Refusal } from './reply.ts';

/** An extra rule over one item: the record as it would be after the change. */
export type ItemRule = (
  call: Call,
  after: JsonObject,
  changed: JsonObject,
  prefix: string,
) => string | undefined;

/**
 * PUT bulk (C11, C17): an object with one envelope key holding items `{id, …changed fields}`. The
 * vendor documents that an array is refused (A-CBP); the envelope, whole-batch refusal and the messages
 * naming the item are this stand-in's reading of it.
 */
export function bulkUpdate(
  call: Call,
  key: Extract<CollectionName, 'commissionLevels' | 'contractAssignments'>,
  rules: FieldRules,
  rule?: ItemRule,
): string[] {
  const { body, world, profile } = call;
  if (!isJsonObject(body)) throw new Refusal(400, ['request body must be a JSON object.']);
  const items = body[key];
  if (!Array.isArray(items) || items.length === 0)
    throw new Refusal(400, [`${key} must be a non-empty array.`]);
  if (items.length > profile.maxBulk)
    throw new Refusal(400, [`${key} must have a max of ${profile.maxBulk} items.`]);

  const check = new FieldCheck(world, profile.typeAccepted);
  const seen = new Set<string>();
  const drafts: Draft[] = [];
  items.forEach((item, i) => {
    const prefix = `${key}[${i}].`;
    const id = isJsonObject(item) ? item['id'] : undefined;
    if (!isJsonObject(item) || typeof id !== 'string') {
      check.messages.push(`${prefix}id is required.`);
      return;
    }
    if (seen.has(id)) check.messages.push(`${prefix}id '${id}' occurs more than once.`);
    seen.add(id);
    const before = world.table(key).get(id);
    if (before === undefined) check.missing.push(`${prefix}id '${id}' was not found.`);
    const fields = check.pick(item, rules, [], prefix);
    const problem = before === undefined ? undefined : rule?.(call, { ...before, ...fields }, fields, prefix);
    if (problem !== undefined) check.messages.push(problem);
    drafts.push({ collection: key, action: 'update', id, fields });
  });
  check.finish();
  world.commit(call.meta, drafts);
  return drafts.map((draft) => draft.id);
}
