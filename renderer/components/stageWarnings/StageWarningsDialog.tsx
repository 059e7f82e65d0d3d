import './stageWarnings.css';
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ruleWords } from '../../../domain/stagingRules.ts';
import type { StageWarnings, Warned } from '../../../preload/contract/engine.ts';
import { counted, formatCount } from '../../state/format.ts';
import { useQuestion } from '../../state/stageAsking.ts';

/** Asks before a gesture breaks rules: grouped by rule, with the rows, and a reason for going on. */
export function StageWarningsDialog(): ReactNode {
  const question = useQuestion((state) => state.question);
  return (
    <Modal
      opened={question !== null}
      onClose={() => question?.answer(null)}
      title="This breaks a rule of contracting"
      // Also over the form that asked.
      zIndex={400}
      size={640}
    >
      {question === null ? null : (
        <Question
          warnings={question.warnings}
          canLeaveOut={question.canLeaveOut}
          onAnswer={question.answer}
        />
      )}
    </Modal>
  );
}

interface QuestionProps {
  readonly warnings: StageWarnings;
  readonly canLeaveOut: boolean;
  readonly onAnswer: (warned: Warned | null) => void;
}

/** Long enough to say something, as the contract has it. */
const shortestReason = 3;

function Question({ warnings, canLeaveOut, onAnswer }: QuestionProps): ReactNode {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const rules = warnings.groups.map(({ rule }) => rule);

  const accept = (): void => {
    if (reason.trim().length < shortestReason) {
      setMissing(true);
      return;
    }
    onAnswer({ accept: { reason: reason.trim(), rules } });
  };

  return (
    <form
      className="upl-warnings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        accept();
      }}
    >
      <p>
        Nothing was changed yet. {counted(warnings.cells, 'value')} of{' '}
        {formatCount(warnings.cells + warnings.clean)} {warnings.cells === 1 ? 'breaks' : 'break'} a rule:
      </p>
      {/* Scrolls by itself, so that the reason and the buttons stay in sight. */}
      <section className="upl-warnings-groups" aria-label="Rules" tabIndex={0}>
        {warnings.groups.map(({ rule, count, named }) => (
          <section key={rule} aria-labelledby={`rule-${rule}`}>
            <h3 id={`rule-${rule}`}>
              {ruleWords[rule].title} <span className="upl-dim">({formatCount(count)})</span>
            </h3>
            <p className="upl-dim">{ruleWords[rule].meaning}</p>
            <ul>
              {named.map(({ id, record, field, words }) => (
                <li key={`${id} ${field}`}>
                  <strong>{record}</strong>: {words}
                </li>
              ))}
              {count > named.length ? (
                <li className="upl-dim">and {formatCount(count - named.length)} more</li>
              ) : null}
            </ul>
          </section>
        ))}
      </section>
      <Textarea
        label="Reason for going on"
        description="Kept in the history with your name."
        value={reason}
        maxLength={500}
        rows={2}
        data-autofocus
        error={missing ? 'Say in a few words why this is right.' : undefined}
        onChange={(event) => {
          setReason(event.currentTarget.value);
          setMissing(false);
        }}
      />
      <div className="upl-dialog-actions">
        <Button variant="default" onClick={() => onAnswer(null)}>
          Cancel
        </Button>
        {canLeaveOut ? (
          <Button variant="default" onClick={() => onAnswer({ leaveOut: true })}>
            Leave {warnings.cells === 1 ? 'this' : 'these'} out
          </Button>
        ) : null}
        <Button type="submit">Stage anyway</Button>
      </div>
    </form>
  );
}
