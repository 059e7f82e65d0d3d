import { notifications } from '@mantine/notifications';
import type { Failure, Result } from '../../domain/result.ts';

const closeButtonProps = { 'aria-label': 'Close' };

/** A short message in the corner that leaves by itself. */
export function tell(message: string): void {
  notifications.show({ message, role: 'status', autoClose: 5_000, withBorder: true, closeButtonProps });
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
