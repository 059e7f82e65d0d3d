import { beforeEach, expect, test } from 'vitest';
import { restoreScreen, useNavigation } from '../../../renderer/state/navigation.ts';

beforeEach(() => {
  useNavigation.setState({ screen: { name: 'carriers' }, history: [] });
});

test('going somewhere remembers the way back', () => {
  const { go, back } = useNavigation.getState();
  go({ name: 'carriers', carrierId: 'a' });
  go({ name: 'tray' });
  back();
  expect(useNavigation.getState().screen).toEqual({ name: 'carriers', carrierId: 'a' });
  back();
  expect(useNavigation.getState().screen).toEqual({ name: 'carriers' });
  back();
  expect(useNavigation.getState().screen).toEqual({ name: 'carriers' });
});

test('going where one is changes nothing', () => {
  useNavigation.getState().go({ name: 'carriers' });
  expect(useNavigation.getState().history).toEqual([]);
});

test('the way back does not grow for ever', () => {
  const { go } = useNavigation.getState();
  for (let step = 0; step < 200; step += 1) go({ name: 'carriers', carrierId: String(step) });
  expect(useNavigation.getState().history).toHaveLength(50);
});

test('a remembered screen is restored, anything else starts at the carriers', () => {
  expect(restoreScreen('{"name":"carriers","carrierId":"a","productId":"b"}')).toEqual({
    name: 'carriers',
    carrierId: 'a',
    productId: 'b',
  });
  const start = { name: 'carriers' };
  for (const broken of [null, '', '{', '[]', '{"name":"payroll"}', '{"name":"carriers","carrierId":""}']) {
    expect(restoreScreen(broken)).toEqual(start);
  }
});
