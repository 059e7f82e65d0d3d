import { useState } from 'react';
import type { Invitee } from '../../../domain/cohort.ts';
import type { Failure } from '../../../domain/result.ts';
import type { CellInput } from '../../../preload/contract/engine.ts';
import { announce } from '../../state/announcer.ts';
import { useEngine } from '../../state/engineContext.ts';
import { asSentence } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import type { ChosenLevel } from './InviteLevels.tsx';
import { inviterFields, ofLines, producerFields } from './inviteFields.ts';
import { useInviter } from './inviterStore.ts';
import { useProducerAssignments } from './useProducerAssignments.ts';
import type { ProducerAssignment } from './useProducerAssignments.ts';

/** An invitation while it is written. */
export interface InviteFormState {
  readonly values: Readonly<Record<string, string>>;
  readonly change: (field: string, value: string) => void;
  /** What the producer has; those the form was opened from come first: a producer may have a hundred. */
  readonly assignments: readonly ProducerAssignment[];
  /** Ids of those the invitation is about. */
  readonly chosen: ReadonlySet<string>;
  readonly choose: (id: string, wanted: boolean) => void;
  /** Levels that become assignments with the invitation. */
  readonly levels: readonly ChosenLevel[];
  readonly setLevels: (levels: readonly ChosenLevel[]) => void;
  /** What is wrong with fields, by their name. */
  readonly errors: Readonly<Record<string, string>>;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly save: () => Promise<void>;
}

/** Holds what is typed and saves it on this computer; `onSaved` once it is there. */
export function useInviteForm(invitee: Invitee | null, onSaved: () => void): InviteFormState {
  const engine = useEngine();
  const inviter = useInviter();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({
    ...inviter,
    npn: invitee?.npn ?? '',
    email: invitee?.email ?? '',
    firstName: invitee?.firstName ?? '',
    lastName: invitee?.lastName ?? '',
  });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(invitee?.assignmentIds));
  const [levels, setLevels] = useState<readonly ChosenLevel[]>([]);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const assignments = useProducerAssignments(values['npn'] ?? '');
  const from = new Set(invitee?.assignmentIds);
  const corrected = (field: string): void => setErrors(({ [field]: _corrected, ...rest }) => rest);

  const inputs = (): Record<string, CellInput> => {
    const typed: Record<string, CellInput> = {};
    for (const field of [...producerFields, ...inviterFields, ...ofLines]) {
      const text = values[field]?.trim() ?? '';
      const asked = levels.length > 0 || !ofLines.includes(field);
      if (text !== '' && asked) typed[field] = { typed: text };
    }
    const picked = assignments.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
    if (picked.length > 0) typed['assignmentIds'] = { value: picked };
    if (levels.length > 0) typed['commissionLevelIds'] = { value: levels.map(({ id }) => id) };
    return typed;
  };

  const save = async (): Promise<void> => {
    setBusy(true);
    const name = [values['firstName'], values['lastName']].filter((part) => (part ?? '') !== '').join(' ');
    const answer = await engine.call('record.create', {
      collection: 'invitation',
      label: `Invite ${name}`.trim().slice(0, 200),
      values: inputs(),
    });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    const { id, refused } = answer.value;
    setErrors(Object.fromEntries(refused.map(({ field, expected }) => [field, asSentence(expected)])));
    if (id === null) return;
    useInviter.setState({
      inviterFirstName: values['inviterFirstName'] ?? '',
      inviterLastName: values['inviterLastName'] ?? '',
      inviterEmail: values['inviterEmail'] ?? '',
    });
    const words =
      'The invitation is saved on this computer. It goes out once you confirm it under “Unsent changes”.';
    tell(words);
    announce(words);
    onSaved();
  };

  return {
    values,
    change(field, value) {
      setValues((before) => ({ ...before, [field]: value }));
      corrected(field);
    },
    assignments: assignments.toSorted((a, b) => Number(from.has(b.id)) - Number(from.has(a.id))),
    chosen,
    choose(id, wanted) {
      const next = new Set(chosen);
      if (wanted) next.add(id);
      else next.delete(id);
      setChosen(next);
      corrected('assignmentIds');
    },
    levels,
    setLevels(next) {
      setLevels(next);
      corrected('commissionLevelIds');
    },
    errors,
    failure,
    busy,
    save,
  };
}
