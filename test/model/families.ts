import type * as fc from 'fast-check';
import type { Command } from './command.ts';
import { atTheOthers } from './command.ts';
import { catalogueCommands } from './catalogue.ts';
import { commands } from './commands.ts';
import { deskCommands, restoredCommands } from './desk.ts';
import { comingAndGoingCommands, newRecordCommands } from './newRecords.ts';

/** Lives of one kind. */
export interface Family {
  /** Completes “any life …”. */
  readonly name: string;
  readonly commands: fc.Arbitrary<Command>[];
  /** Assignments the vendor has in the beginning. */
  readonly assignments: number;
  readonly people: 1 | 2;
}

export const families = {
  typing: { name: 'of the outbox', commands, assignments: 24, people: 1 },
  newRecords: { name: 'with new records', commands: newRecordCommands, assignments: 24, people: 1 },
  desk: {
    name: 'with reviews, terminations and reversals',
    commands: deskCommands,
    assignments: 24,
    people: 1,
  },
  restored: {
    name: 'with a vendor who restores a backup',
    commands: restoredCommands,
    assignments: 24,
    people: 1,
  },
  comingAndGoing: {
    name: 'while others make and remove records',
    commands: comingAndGoingCommands,
    assignments: 48,
    people: 1,
  },
  catalogue: {
    name: 'with changes of carriers and products',
    commands: catalogueCommands,
    assignments: 24,
    people: 1,
  },
  together: {
    name: 'of two computers on the same records',
    commands: [...commands, ...commands.map((one) => one.map(atTheOthers))],
    assignments: 24,
    people: 2,
  },
} satisfies Readonly<Record<string, Family>>;
