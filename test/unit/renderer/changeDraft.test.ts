import { describe, expect, it } from 'vitest';
import { checkChange, formOf, moveOf } from '../../../renderer/screens/settings/changeDraft.ts';
import type { ConnectionSummary } from '../../../preload/contract.ts';

const kept: ConnectionSummary = {
  id: 'c1',
  name: 'Gateway',
  environment: 'custom',
  baseUrl: 'https://gateway.example.com',
  tokenUrl: 'https://gateway.example.com/token',
  scopes: ['rino_api_agency_read'],
  lastOpenedAt: null,
  turris: null,
};
const form = formOf(kept);

describe('the form for changing a connection', () => {
  it('asks for nothing but what changes', () => {
    const { change, errors } = checkChange(kept, { ...form, name: ' Renamed ' }, 12);
    expect(errors).toEqual({});
    expect(change).toEqual({
      connectionId: 'c1',
      name: 'Renamed',
      scopes: ['rino_api_agency_read'],
      baseUrl: kept.baseUrl,
      tokenUrl: kept.tokenUrl,
    });
  });

  it('names every field that has to change', () => {
    const wrong = { ...form, name: ' ', scopes: [], baseUrl: 'gateway' };
    expect(Object.keys(checkChange(kept, wrong, 0).errors).toSorted()).toEqual([
      'baseUrl',
      'clientId',
      'clientSecret',
      'name',
      'scopes',
    ]);
  });

  it.each(['https://gateway.example.com/?tenant=1', 'https://gateway.example.com/#top'])(
    'says where an address that paths are appended to ends: %s',
    (baseUrl) => {
      const { change, errors } = checkChange(kept, { ...form, baseUrl }, 0);
      expect(change).toBeNull();
      expect(errors.baseUrl).toContain('ends before any ? or #');
    },
  );

  it('asks for credentials, unsent work and live data when the address is another', () => {
    const moved = { ...form, baseUrl: 'https://api.agentsync.io ' };
    expect(moveOf(kept, moved)).toEqual({ moved: true, live: true });
    expect(Object.keys(checkChange(kept, moved, 12).errors).toSorted()).toEqual([
      'clientId',
      'clientSecret',
      'live',
      'unsentMayGo',
    ]);
    const filled = { ...moved, clientId: 'id', clientSecret: 's', live: true, unsentMayGo: true };
    expect(checkChange(kept, filled, 12).change).toMatchObject({
      baseUrl: 'https://api.agentsync.io',
      credentials: { clientId: 'id', clientSecret: 's' },
      unsent: 12,
      live: true,
    });
  });
});
