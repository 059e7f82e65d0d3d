import { notificationsStore } from '@mantine/notifications';
import { afterEach, expect, it } from 'vitest';
import { savedIsSettled, tellSaved } from '../../../renderer/state/messages.ts';

const told = (): readonly unknown[] =>
  notificationsStore.getState().notifications.map(({ message }) => message);

afterEach(() =>
  notificationsStore.setState({ notifications: [], queue: [], defaultPosition: 'bottom-right', limit: 5 }),
);

it('“not sent yet” goes as soon as the receipt of the same gesture comes, and leaves that of another', () => {
  tellSaved('one', 'Saved on this computer, not sent yet.');
  tellSaved('two', 'Another one.');
  expect(told()).toEqual(['Saved on this computer, not sent yet.', 'Another one.']);
  savedIsSettled('one');
  expect(told()).toEqual(['Another one.']);
});

it('is not said at all when the receipt was faster', () => {
  savedIsSettled('three');
  tellSaved('three', 'Saved on this computer, not sent yet.');
  expect(told()).toEqual([]);
});

it('is said of what changed nothing', () => {
  tellSaved(null, 'Nothing to change.');
  expect(told()).toEqual(['Nothing to change.']);
});
