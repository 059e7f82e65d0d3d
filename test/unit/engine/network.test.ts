import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../../main/engine/network.ts';

function clockAt(start: number) {
  let now = start;
  return {
    now: () => now,
    sleep: () => Promise.resolve(),
    advance: (milliseconds: number) => (now += milliseconds),
  };
}

describe('whether the vendor can be reached', () => {
  it('starts online and learns from exchanges', () => {
    const clock = clockAt(1_000);
    const network = createNetwork(clock, false);
    const seen: string[] = [];
    network.onChange(({ state }) => seen.push(state));
    network.unreachable('AgentSync could not be reached.');
    clock.advance(500);
    network.unreachable('Still not.');
    expect(network.status()).toEqual({
      state: 'offline',
      since: 1_000,
      chosen: false,
      reason: 'AgentSync could not be reached.',
    });
    expect(network.mayCall()).toBe(true);
    network.reached();
    expect(network.status()).toEqual({ state: 'online' });
    expect(seen).toEqual(['offline', 'online']);
  });

  it('makes no call while the person chose to work offline, and cuts off what is in flight', () => {
    const network = createNetwork(clockAt(1_000), false);
    const signal = network.signal();
    network.choose(true);
    expect(signal.aborted).toBe(true);
    expect(network.mayCall()).toBe(false);
    expect(network.status()).toMatchObject({ state: 'offline', chosen: true, since: 1_000 });
    network.reached();
    expect(network.status()).toMatchObject({ chosen: true });
    network.choose(false);
    expect(network.mayCall()).toBe(true);
    expect(network.signal().aborted).toBe(false);
    expect(network.status()).toEqual({ state: 'online' });
  });

  it('remembers the choice of the last session', () => {
    const network = createNetwork(clockAt(1_000), true);
    expect(network.mayCall()).toBe(false);
    expect(network.signal().aborted).toBe(true);
  });
});
