import type { Failure } from '../../../domain/result.ts';

/** Why nothing can be shown, and what helps. */
export interface ProblemWords {
  readonly title: string;
  /** What helps, in the order to try. */
  readonly steps: readonly string[];
  readonly retry: string | null;
}

const tryAgain = 'Try again';

/** Each cause has its own words and its own way out. None of them offers to delete anything. */
const known: Readonly<Record<string, ProblemWords>> = {
  'key-missing': {
    title: 'The key to your data was not found',
    steps: [
      'Unlock the keychain of this computer, or sign in to the account that set Upline up.',
      'If the keychain was replaced, restore its backup. The encrypted file can only be read with the key it held.',
    ],
    retry: 'Try again with the keychain unlocked',
  },
  locked: {
    title: 'Your data is locked',
    steps: ['Unlock Upline with your passphrase, or unlock the keychain of this computer.'],
    retry: tryAgain,
  },
  'storage-failed': {
    title: 'The disk did not answer',
    steps: ['Check that the disk with your profile is connected and healthy.', 'Then try again.'],
    retry: tryAgain,
  },
  'key-wrong': {
    title: 'The key does not fit your data',
    steps: [
      'If this is a copied profile folder, bring the keychain entry of the computer it came from.',
      'If you use a passphrase, check it: the file opens with the passphrase it was made with.',
    ],
    retry: tryAgain,
  },
  'file-corrupt': {
    title: 'The file with your data is damaged',
    // In place of steps in words, the screen offers the steps themselves.
    steps: [],
    retry: 'Check the file again',
  },
  'disk-full': {
    title: 'The disk is full',
    steps: [
      'Free some space on the disk that holds your profile.',
      'Then try again; nothing has to be redone.',
    ],
    retry: 'I have freed space, try again',
  },
  'read-only': {
    title: 'The file with your data cannot be written',
    steps: [
      'Check that the profile folder belongs to you and is not on a read-only disk.',
      'A virus scanner or a backup may hold the file for a moment.',
    ],
    retry: tryAgain,
  },
  'newer-version': {
    title: 'Your data was written by a newer Upline',
    steps: ['Install the newest version of Upline and open it again. Your data is untouched.'],
    retry: null,
  },
  'in-use': {
    title: 'Your data is open in another Upline',
    steps: ['Close the other Upline, also for other users of this computer.', 'Then try again.'],
    retry: tryAgain,
  },
};

/** Title, steps and button for a failure that keeps a connection from opening. */
export function problemOf(failure: Failure): ProblemWords {
  const words = known[failure.code];
  if (words !== undefined) return words;
  if (failure.remedy === 'update-app') {
    return {
      title: 'Upline has to be updated',
      steps: ['Install the newest version of Upline.'],
      retry: null,
    };
  }
  return {
    title: 'The data engine could not be started',
    steps: [
      'Start it again. What you saved on this computer is in the encrypted file and is not touched by this.',
      'If it happens again, restart the computer, then send the log of Upline to your IT.',
    ],
    retry: 'Start the data engine again',
  };
}
