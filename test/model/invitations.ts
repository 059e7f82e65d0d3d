import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { CollectionName } from '../../domain/fields.ts';
import { planRound } from '../../main/engine/outbox/plan.ts';
import type { OutboxItem } from '../../preload/contract.ts';
import type { RuleInput } from '../../sandbox/index.ts';
import { valueOf } from '../engine/outbox/support.ts';
import type { Ground, World } from './world.ts';
import { atOnce } from '../../main/engine/slices.ts';

/** What a person knows of one invitation. Each is of a producer of its own, so that mails tell them apart. */
interface Invited {
  readonly npn: string;
  /** How often a person agreed that mail goes out. */
  confirmed: number;
  /** A person said that it went out, or gave it up. */
  closed: boolean;
}

/** One life in which invitations are made, confirmed, lost and decided. */
export interface InvitingLife {
  readonly world: World;
  readonly invited: Map<string, Invited>;
  next: number;
}

export function beginInviting(ground: Ground, seed: number): InvitingLife {
  const world = ground.begin(seed);
  valueOf(world.outbox.setOrganization('own-organization'));
  return { world, invited: new Map(), next: 0 };
}

const itemsOf = ({ world }: InvitingLife): readonly OutboxItem[] =>
  world.outbox.list({ offset: 0, limit: 500 }).items.filter(({ collection }) => collection === 'invitation');

const npnOf = (life: InvitingLife, { recordId }: OutboxItem): string =>
  String(life.world.store.mirror.get('invitation', recordId)?.effective['npn'] ?? '');

function note(life: InvitingLife, item: OutboxItem, change: (known: Invited) => void): void {
  const known = life.invited.get(npnOf(life, item));
  if (known === undefined) throw new Error(`nobody invited ${item.title}`);
  change(known);
}

type Command = fc.AsyncCommand<object, InvitingLife>;

const happening = (name: string, run: (life: InvitingLife) => Promise<void> | void): Command => ({
  check: () => true,
  async run(_, life) {
    await run(life);
    neverUnasked(life);
  },
  toString: () => name,
});

/** Never two mails for one confirmation, never one without, never before the assignments it names. */
export function neverUnasked({ world, invited }: InvitingLife): void {
  const journal = world.sandbox.control.journal();
  const mails = new Map<string, number>();
  for (const { npn } of world.sandbox.control.mails()) mails.set(npn, (mails.get(npn) ?? 0) + 1);
  for (const [npn, count] of mails)
    expect(count, `mails to ${npn}`).toBeLessThanOrEqual(invited.get(npn)?.confirmed ?? 0);
  const made = new Set<unknown>();
  for (const { collection, changes } of journal) {
    if (collection === 'contractAssignments') made.add(changes['npn']?.to);
    if (collection !== 'invitations') continue;
    const text = JSON.stringify(changes['producer']?.to ?? {});
    const npn = /"npn":"(\d+)"/.exec(text)?.[1] ?? '';
    // Those of even numbers name an assignment made here before.
    if (Number(npn) % 2 === 0) expect(made.has(npn), `the assignment of ${npn} before its mail`).toBe(true);
  }
}

function create(
  { world }: InvitingLife,
  collection: CollectionName,
  values: Readonly<Record<string, string | readonly string[]>>,
): string {
  const inputs = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }]));
  const { id, refused } = valueOf(world.outbox.create(collection, `New ${collection}`, inputs));
  expect(refused).toEqual([]);
  return id ?? '';
}

const invite = (withAssignment: boolean): Command =>
  happening(withAssignment ? 'invite with an assignment made here' : 'invite with a level', (life) => {
    const { world } = life;
    life.next += 1;
    const npn = String(70_000_000 + life.next * 2 + (withAssignment ? 0 : 1));
    const [level] = world.sandbox.control.records('commissionLevels', 0, 1);
    const levelId = level?.id ?? '';
    const productId = level?.['productId'];
    const status = world.store.lookups
      .list('assignmentStatus')
      .find(({ name }) => /PENDING|APPROVED/.test(name));
    const about: Readonly<Record<string, readonly string[]>> = withAssignment
      ? {
          assignmentIds: [
            create(life, 'contractAssignment', {
              npn,
              productId: typeof productId === 'string' ? productId : '',
              commissionLevelId: levelId,
              assignmentStatusId: status?.id ?? '',
            }),
          ],
        }
      : { commissionLevelIds: [levelId] };
    create(life, 'invitation', {
      npn,
      email: `${npn}@example.com`,
      firstName: 'Jane',
      lastName: npn,
      inviterFirstName: 'Ada',
      inviterLastName: 'Office',
      inviterEmail: 'ada@agency.example',
      ...about,
    });
    life.invited.set(npn, { npn, confirmed: 0, closed: false });
  });

/** A person presses Send and agrees to the number that is named. */
function confirmAll(life: InvitingLife): void {
  const { world } = life;
  const asked = itemsOf(life).filter(({ state }) => state === 'held' || state === 'refused');
  const ids = asked.flatMap(({ operationIds }) => operationIds);
  if (ids.length === 0) return;
  const { invitations } = atOnce(world.outbox.plan(ids)).confirm;
  expect(invitations).toBe(asked.length);
  expect(world.outbox.send(ids, true, invitations + 1).ok).toBe(false);
  valueOf(world.outbox.send(ids, true, invitations));
  for (const item of asked)
    note(life, item, (known) => {
      known.confirmed += 1;
    });
}

/** A person decides what nobody can look up. */
function decide(life: InvitingLife, choice: 'went-out' | 'send-again' | 'drop'): void {
  const uncertain = itemsOf(life).filter((item) => item.uncertain);
  if (uncertain.length === 0) return;
  for (const item of uncertain)
    note(life, item, (known) => {
      if (choice === 'send-again') known.confirmed += 1;
      else known.closed = true;
    });
  const ids = uncertain.flatMap(({ operationIds }) => operationIds);
  expect(valueOf(life.world.outbox.decideInvitations(ids, choice, uncertain.length)).decided).toBe(
    uncertain.length,
  );
}

const match = { operation: 'invite' } as const;
const status = (code: number, phase: 'before' | 'after'): RuleInput => ({
  match,
  action: { kind: 'status', status: code, phase, ...(code === 429 ? { retryAfter: 7 } : {}) },
  times: 1,
});
const faults: readonly (readonly [string, RuleInput])[] = [
  ['dropped before', { match, action: { kind: 'drop', phase: 'before' }, times: 1 }],
  ['dropped after', { match, action: { kind: 'drop', phase: 'after' }, times: 2 }],
  ['never answered', { match, action: { kind: 'hang', phase: 'after' }, times: 1 }],
  ['malformed', { match, action: { kind: 'malformed' }, times: 1 }],
  ['500 after', status(500, 'after')],
  ['503 after', status(503, 'after')],
  ['503 before', status(503, 'before')],
  ['429', status(429, 'before')],
  ['401', status(401, 'before')],
  ['403', status(403, 'before')],
  ['400', status(400, 'before')],
  ['slow', { match, action: { kind: 'latency', ms: 400 }, times: 2 }],
  [
    'other posts dropped after',
    { match: { path: '/v1/customers/', method: 'POST' }, action: { kind: 'drop', phase: 'after' }, times: 1 },
  ],
];

const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T>[] =>
  Array.from({ length: weight }, () => arbitrary);

export const invitingCommands: fc.Arbitrary<Command>[] = [
  ...often(3, fc.boolean().map(invite)),
  ...often(3, fc.constant(happening('confirm', confirmAll))),
  ...often(
    2,
    fc
      .constantFrom('went-out' as const, 'send-again' as const, 'drop' as const)
      .map((choice) => happening(`decide: ${choice}`, (life) => decide(life, choice))),
  ),
  ...often(
    4,
    fc
      .constantFrom(1, 5, 15, 30, 60, 100, 500, 3_000, 40_000)
      .map((milliseconds) =>
        happening(`wait(${milliseconds})`, ({ world }) => world.time.pass(milliseconds)),
      ),
  ),
  ...often(
    4,
    fc.constantFrom(...faults).map(([name, rule]) =>
      happening(`fault: ${name}`, ({ world }) => {
        world.sandbox.control.addFault(rule);
      }),
    ),
  ),
  fc.constantFrom('online' as const, 'work offline' as const, 'partition' as const).map((how) =>
    happening(how, ({ world }) => {
      world.network.choose(how === 'work offline');
      world.sandbox.control.setOffline(how === 'partition');
    }),
  ),
  ...often(3, fc.constant(happening('kill -9', ({ world }) => world.kill()))),
  fc.constant(happening('restart', ({ world }) => world.restart())),
  fc.constant(happening('pull', ({ world }) => world.sync.now())),
  fc.constant(happening('credentials changed', ({ world }) => world.outbox.credentialsChanged())),
];

/** Waits until nothing is left that sends itself; uncertain invitations are a person's. */
async function quiet({ world }: InvitingLife): Promise<void> {
  await world.time.until(
    () => {
      const uncertain = world.store.invitations.countUncertain();
      const { sending, unknown } = world.outbox.counts().byState;
      return (
        sending === 0 &&
        unknown <= uncertain &&
        planRound(world.store, world.time.now() + 86_400_000).length === 0
      );
    },
    () => `quiet ${JSON.stringify(world.outbox.counts().byState)} ${world.faults.join('; ')}`,
  );
}

/** Everything heals and a person settles what is left: then everybody invited has mail, or somebody gave it up. */
export async function healAndSettle(life: InvitingLife): Promise<void> {
  const { world, invited } = life;
  world.sandbox.control.clearFaults();
  world.sandbox.control.setOffline(false);
  world.network.choose(false);
  for (let round = 0; round < 20; round += 1) {
    await quiet(life);
    const { items } = world.outbox.list({ offset: 0, limit: 500 });
    if (items.length === 0) break;
    for (const { state, reason } of items) {
      expect(['held', 'unknown', 'refused', 'needs-auth', 'blocked']).toContain(state);
      expect(reason).not.toBe('');
    }
    decide(life, 'went-out');
    if (items.some(({ state }) => state === 'needs-auth')) world.outbox.credentialsChanged();
    confirmAll(life);
  }
  neverUnasked(life);
  expect(world.outbox.counts()).toMatchObject({ unsent: 0, needsYou: 0 });
  expect(world.store.audit.verify().brokenAt).toBeNull();
  const mails = world.sandbox.control.mails().map(({ npn }) => npn);
  for (const { npn, closed } of invited.values())
    if (!closed)
      expect(
        mails.filter((to) => to === npn),
        `mails to ${npn}`,
      ).toHaveLength(1);
  const rows = world.store.views.order({
    collection: 'invitation',
    columns: ['npn'],
    sort: [],
    filters: [],
    search: '',
  });
  for (const { id } of world.store.views.rows({ collection: 'invitation', columns: ['npn'] }, [...rows]))
    expect(JSON.stringify(world.store.mirror.get('invitation', id))).not.toContain('local:');
}
