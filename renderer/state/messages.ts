import { notifications } from '@mantine/notifications';
import type { Failure, Result } from '../../domain/result.ts';

const closeButtonProps = { 'aria-label': 'Close' };

/** A short message in the corner that leaves by itself. */
export function tell(message: string): void {
  notifications.show({ message, role: 'status', autoClose: 5_000, withBorder: true, closeButtonProps });
}

/** Gestures whose receipt has been told; the last of them. */
const settled: string[] = [];
const mostSettled = 100;
const savedId = (batchId: string): string => `saved:${batchId}`;

/** Where a gesture's changes are. Goes as soon as its receipt says what became of them, or is not said at all then. */
export function tellSaved(batchId: string | null, message: string): void {
  if (batchId === null) return tell(message);
  if (settled.includes(batchId)) return;
  notifications.show({
    id: savedId(batchId),
    message,
    role: 'status',
    autoClose: 5_000,
    withBorder: true,
    closeButtonProps,
  });
}

/** The changes of a gesture are settled: “not sent yet” must not stand beside “sent”. */
export function savedIsSettled(batchId: string): void {
  settled.push(batchId);
  if (settled.length > mostSettled) settled.shift();
  notifications.hide(savedId(batchId));
}

const saving = 'saving';

/** What is being saved: stays until this is called again, with null once there is nothing more to wait for. */
export function tellSaving(message: string | null): void {
  if (message === null) return void notifications.hide(saving);
  const notice = {
    id: saving,
    message,
    role: 'status',
    loading: true,
    autoClose: false,
    withCloseButton: false,
    withBorder: true,
  } as const;
  // Of two calls one changes what is there, and the other is without effect.
  notifications.update(notice);
  notifications.show(notice);
}

/** An expected failure that has no better place: stays until it is closed. */
export function tellFailure(failure: Failure): void {
  notifications.show({
    id: `failure:${failure.code}`,
    message: failure.message,
    role: 'alert',
    color: 'red',
    autoClose: false,
    withBorder: true,
    closeButtonProps,
  });
}

/** Waits for work whose success shows by itself, and tells only its failure. */
export async function tellIfFailed(work: Promise<Result<unknown>>): Promise<void> {
  const answer = await work;
  if (!answer.ok) tellFailure(answer.error);
}
