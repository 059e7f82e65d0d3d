import { expect, test } from 'vitest';
import type { TurrisCollection } from '../../../domain/fields.ts';
import { plainArrangement } from '../../../domain/shippedViews.ts';
import { labelSql } from '../../../main/engine/store/labels.ts';
import { rowsSql } from '../../../main/engine/store/viewRows.ts';
import { isIndexed, narrowStatement } from '../../../main/engine/store/viewWhere.ts';
import { queryPlans } from './planSupport.ts';

const planOf = queryPlans();

function narrowed(collection: TurrisCollection, field: string): string {
  const filters = [{ field, test: 'is', value: 'x' } as const].filter(isIndexed);
  return planOf(narrowStatement(collection, filters).sql);
}

test('the licences and the agent of a producer are found by NPN', () => {
  expect(narrowed('licence', 'npn')).toMatch(/SEARCH licence USING INDEX licence_npn \(npn=\?\)/);
  expect(narrowed('agent', 'npn')).toMatch(/SEARCH agent USING INDEX agent_npn \(npn=\?\)/);
});

test('the licences of a holder are found by whom they are of', () => {
  expect(narrowed('licence', 'holderName')).toMatch(
    /SEARCH licence USING INDEX licence_holder \(holder_id=\?\)/,
  );
});

test('names of a page are looked up one by one, and all of them are read in the order of the file', () => {
  expect(planOf(labelSql.someAgents)).toMatch(/SEARCH t USING INDEX sqlite_autoindex_agent_1/);
  expect(planOf(labelSql.someDownstreamEntities)).toMatch(
    /SEARCH t USING INDEX sqlite_autoindex_downstream_entity_1/,
  );
  const holders = planOf(labelSql.someHolders);
  expect(holders).toMatch(/SEARCH a USING INDEX sqlite_autoindex_agent_1/);
  expect(holders).toMatch(/SEARCH e USING INDEX sqlite_autoindex_downstream_entity_1/);
  expect(planOf(labelSql.agent)).toBe('SEARCH agent USING INTEGER PRIMARY KEY (rowid>?)');
  expect(planOf(labelSql.downstreamEntity)).toBe(
    'SEARCH downstream_entity USING INTEGER PRIMARY KEY (rowid>?)',
  );
});

test.each(['downstreamEntity', 'agent', 'licence', 'fileDocument'] as const)(
  'a page of %s is read by rowid',
  (collection) => {
    const page = planOf(rowsSql({ collection, columns: plainArrangement(collection).fields }));
    expect(page).toMatch(/SEARCH t USING INTEGER PRIMARY KEY/);
    expect(page).not.toMatch(/SCAN t\b/);
  },
);
