import type { CollectionName } from '../../../domain/fields.ts';
import type { EngineClient } from '../../../preload/contract.ts';
import { useStatus } from '../../state/status.ts';

/**
 * Says where a change is, and when it will be sent; never that it was. A change that this connection
 * does not offer to send is said to stay.
 */
export async function savedWords(
  engine: EngineClient,
  collection: CollectionName,
  id: string,
): Promise<string> {
  const saved = 'Saved on this computer, not sent yet.';
  if (collection === 'invitation') return `${saved} It goes out once you confirm it.`;
  const { status } = useStatus.getState();
  if (status?.sendMode === 'review') return `${saved} It is sent to AgentSync when you send it.`;
  const record = await engine.call('record.read', { collection, id });
  const held = record.ok && record.value.fields.some(({ staged }) => staged?.state === 'held');
  if (held) return `${saved} It is held there: “Unsent changes” says why.`;
  return status?.network.state === 'offline'
    ? `${saved} It is sent to AgentSync when you are online.`
    : `${saved} It is sent to AgentSync next.`;
}
