import { describe, expect, it } from 'vitest';
import type { AssignmentHistory, HierarchyLine } from '../../../preload/contract/assignmentHistory.ts';
import { unknownWords, whoChanged } from '../../../renderer/screens/conflicts/whoChanged.ts';

function entry(by: string, position: Partial<HierarchyLine> = {}): HierarchyLine {
  return {
    id: by,
    changeId: by,
    at: '',
    by,
    upline: '',
    level: 'Gold',
    status: 'Approved',
    annualization: 'As Earned',
    effectiveDate: '',
    expirationDate: '',
    startDate: '2026-01-01',
    endDate: '',
    ...position,
  };
}

const changelog = (entries: readonly HierarchyLine[], complete = true) => ({ entries, complete });
const level = (theirs: string) => ({ field: 'commissionLevelId', theirs });

describe('who gave a field the value that AgentSync holds now', () => {
  it('is who made the first change with it, not who changed something else since', () => {
    const entries = [
      entry('Eve', { level: 'Platinum', endDate: '2027-01-01' }),
      entry('Dana', { level: 'Platinum' }),
      entry('Ann'),
    ];
    expect(whoChanged(level('Platinum'), changelog(entries))?.by).toBe('Dana');
    expect(whoChanged({ field: 'endDate', theirs: '2027-01-01' }, changelog(entries))?.by).toBe('Eve');
  });

  it('is told of dates also where the changelog writes instants', () => {
    const entries = [entry('Dana', { startDate: '2026-03-01T00:00:00Z' }), entry('Ann')];
    expect(whoChanged({ field: 'startDate', theirs: '2026-03-01' }, changelog(entries))?.by).toBe('Dana');
  });

  it('is the first entry where the changelog is whole and knows no other value, and nobody where it was cut off', () => {
    const entries = [entry('Eve', { level: 'Platinum' }), entry('Dana', { level: 'Platinum' })];
    expect(whoChanged(level('Platinum'), changelog(entries))?.by).toBe('Dana');
    expect(whoChanged(level('Platinum'), changelog(entries, false))).toBeNull();
  });

  it('is nobody where the newest entry holds another value, names nobody, or there is none', () => {
    expect(whoChanged(level('Platinum'), changelog([entry('Dana')]))).toBeNull();
    expect(
      whoChanged(level('Platinum'), changelog([entry('', { level: 'Platinum' }), entry('Ann')])),
    ).toBeNull();
    expect(whoChanged(level('Platinum'), changelog([]))).toBeNull();
  });

  it.each(['writingNumber', 'assignmentStatusId', 'userDefined1'])(
    'is not guessed for %s, whose changes the changelog does not tell one by one',
    (field) => {
      expect(whoChanged({ field, theirs: 'Approved' }, changelog([entry('Dana')]))).toBeNull();
    },
  );
});

describe('what is said where no name stands beside a value', () => {
  const history = (hierarchy: Partial<AssignmentHistory['hierarchy']>): AssignmentHistory => ({
    offered: { yes: true },
    fetchedAt: null,
    reading: false,
    problem: null,
    changes: [],
    unreadable: 0,
    hierarchy: {
      offered: { yes: true },
      fetchedAt: 1,
      complete: true,
      problem: null,
      entries: [],
      ...hierarchy,
    },
  });
  const fields = [{ ...level('Platinum'), label: 'Commission level' }];

  it.each([
    [null, 'Who it was, AgentSync does not tell.'],
    [history({ entries: [entry('Dana', { level: 'Platinum' })] }), ''],
    [
      history({ entries: [entry('Dana')] }),
      'Who changed Commission level, AgentSync does not tell; the last change in its changelog of this position is by Dana.',
    ],
    [
      history({ offered: { yes: false, reason: 'Choose your organization.' } }),
      'Who it was is not known. Choose your organization.',
    ],
    [history({ problem: 'the line is down' }), 'Who it was could not be read: The line is down.'],
    [history({ fetchedAt: null }), 'Who it was is not known: AgentSync’s changelog was not read yet.'],
    [history({}), 'Who it was, AgentSync’s changelog does not tell.'],
  ])('case %#', (known, words) => {
    expect(unknownWords(fields, known, 0)).toBe(words);
  });
});
