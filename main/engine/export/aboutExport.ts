import { collections, vendorOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { isPersonal } from '../../../domain/personal.ts';
import type { EngineCalls, ParsedRequestOf } from '../../../preload/contract.ts';
import type { Clock } from '../ports.ts';

/** What a person asked to have exported. */
export type ExportRequest = ParsedRequestOf<EngineCalls['export.open']>;

/** What is told of every export. */
export interface AboutParts {
  readonly clock: Clock;
  readonly connection: { readonly name: string; readonly environment: string };
  readonly actor: () => string;
}

/** What a file is, for whoever finds it next year. */
export function aboutOf(
  { clock, connection, actor }: AboutParts,
  collection: CollectionName,
  { columns, unsent, personal, ranges }: ExportRequest,
  rows: number,
): readonly (readonly [string, string])[] {
  const { plural, readOnlyBecause } = collections[collection];
  const masks = columns.some((name) => isPersonal(collection, name));
  return [
    [
      'What',
      `${plural}: ${ranges === null ? 'the whole list as it was filtered and sorted' : 'the selected rows'}`,
    ],
    ['Rows', rows.toLocaleString('en-US')],
    ['As of', new Date(clock.now()).toISOString()],
    ['Connection', connection.name],
    ['Environment', connection.environment],
    [
      'Unsent changes',
      readOnlyBecause !== undefined
        ? `None: this list is only read, from ${vendorOf(collection)}.`
        : unsent
          ? 'Included: values that are saved on that computer and not sent to AgentSync stand among the others.'
          : 'Left out: every value is as AgentSync last said it.',
    ],
    [
      'Personal values',
      !masks ? 'None in these columns.' : personal ? 'Included, at a person’s wish.' : 'Left out.',
    ],
    ['Exported by', actor()],
    [
      'To bring it back',
      readOnlyBecause ??
        'Correct the table in a spreadsheet and open it in Upline under Import. Leave the column of ids alone.',
    ],
  ];
}
