import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { keyWords, placeKeys, shortcuts } from '../../../preload/contract/shortcuts.ts';
import { closeDialog, useFrameDialogs } from '../../state/frameDialogs.ts';
import { onMac } from '../../state/keys.ts';

/** Every key there is, from the list that the keys themselves go by. */
export function KeysDialog(): ReactNode {
  const opened = useFrameDialogs((state) => state.open === 'keys');
  return (
    <Modal opened={opened} onClose={closeDialog} title="Keyboard shortcuts" size={760}>
      <div className="upl-keys">
        <Group place="Anywhere" keys={shortcuts} />
        <div>
          {placeKeys.map(({ place, keys }) => (
            <Group key={place} place={place} keys={keys} />
          ))}
        </div>
      </div>
    </Modal>
  );
}

interface GroupProps {
  readonly place: string;
  readonly keys: readonly { readonly words: string; readonly keys: readonly string[] }[];
}

function Group({ place, keys }: GroupProps): ReactNode {
  return (
    <section>
      <h3>{place}</h3>
      <dl>
        {keys.map((one) => (
          <div key={one.words}>
            <dt>{one.words}</dt>
            <dd>
              {one.keys.map((combination) => (
                <kbd key={combination}>{keyWords(combination, onMac)}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
