import { expect, it } from 'vitest';
import { findPeople } from '../../../domain/peopleFinder.ts';

it('reads names and addresses from the columns of a table', () => {
  const table =
    'First name\tLast name\tE-mail\tNPN\nAda\tLovelace\tada@example.com\t15645555\n\tByron\t\t19855109';
  expect([...findPeople(table, ['15645555', '19855109'])]).toEqual([
    ['15645555', { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' }],
    ['19855109', { firstName: '', lastName: 'Byron', email: '' }],
  ]);
});

it('splits one column of names, in either order', () => {
  const named = (name: string) => findPeople(`NPN;Name\n15645555;${name}`, ['15645555']).get('15645555');
  expect(named('"Lovelace, Ada"')).toMatchObject({ firstName: 'Ada', lastName: 'Lovelace' });
  expect(findPeople('Name,NPN\n"Lovelace, Ada",15645555', ['15645555']).get('15645555')).toMatchObject({
    firstName: 'Ada',
  });
  expect(named('Ada King Lovelace')).toMatchObject({ firstName: 'Ada King', lastName: 'Lovelace' });
  expect(named('Lovelace')).toMatchObject({ firstName: '', lastName: 'Lovelace' });
});

it('reads a very long line without an address without standing still', () => {
  const line = `15645555 ${'a'.repeat(400_000)}`;
  expect(findPeople(line, ['15645555']).get('15645555')).toMatchObject({ email: '' });
});

it('reads the line of an e-mail, and never mixes up two producers on one line', () => {
  const mail = `Please invite:
 - Ada Lovelace, NPN 15645555 <ada@example.com>.
 - 19855109 (bob@example.com)
15645556 and 15645557, carol@example.com`;
  const people = findPeople(mail, ['15645555', '19855109', '15645556', '15645557']);
  expect([...people]).toEqual([
    ['15645555', { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' }],
    ['19855109', { firstName: '', lastName: '', email: 'bob@example.com' }],
  ]);
});
