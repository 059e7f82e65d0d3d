import { describe, expect, it } from 'vitest';
import endpoints from '../../../resources/endpoints/agentsync.json' with { type: 'json' };
import { checkOverride, readOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import { flattened, nested } from '../../../main/engine/connectors/agentsync/producerWire.ts';
import { scrubbed } from '../../../main/engine/connectors/agentsync/scrub.ts';
import { toWire } from '../../../main/engine/connectors/agentsync/wire.ts';

describe('the shipped profile', () => {
  it('guesses every path, and uses none of them outside practice', () => {
    for (const call of Object.values(endpoints.producerProfile.calls)) {
      expect(call.certainty).toBe('inferred');
      expect(call.enabled).toEqual({ practice: true, sandbox: false, production: false, custom: false });
    }
  });
});

describe('what a customer enters', () => {
  const paths = (entered: Readonly<Record<string, string>>, scope = '') =>
    checkOverride({ scope, paths: entered });

  it('is a path on the connection’s own host with the placeholders the call needs', () => {
    expect(
      paths({ listProducers: ' /pp/v2/producers ', readProducer: '/pp/v2/producers/{id}' }, 'pp_read'),
    ).toEqual({
      ok: true,
      value: {
        scope: 'pp_read',
        paths: { listProducers: '/pp/v2/producers', readProducer: '/pp/v2/producers/{id}' },
      },
    });
    expect(paths({ createPhone: '/pp/phones', listPhones: '' })).toMatchObject({
      ok: true,
      value: { scope: null, paths: { createPhone: '/pp/phones' } },
    });
  });

  it.each([
    ['listProducers', 'https://elsewhere.example/producers', /only the path/i],
    ['listProducers', '//elsewhere.example/producers', /only the path/i],
    ['listProducers', '/pp/../secrets', /A path such as/],
    ['listProducers', '/pp?x=1', /A path such as/],
    ['listProducers', '/pp/%2e%2e', /A path such as/],
    ['listProducers', 'pp/producers', /A path such as/],
    ['listProducers', '/pp/{id}', /means nothing/],
    ['readProducer', '/pp/producers', /needs \{id\}/],
    ['phonesOfProducer', '/pp/{id}/phones', /needs \{parentId\}/],
    ['noSuchCall', '/pp', /no such call/],
  ])('%s at %s is refused and named', (name, path, words) => {
    const outcome = paths({ [name]: path });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'invalid-paths' } });
    if (!outcome.ok) expect(outcome.error.fields?.[name]).toMatch(words);
  });

  it('a scope is one word', () => {
    expect(paths({}, 'two scopes')).toMatchObject({ ok: false, error: { fields: { scope: /One scope/ } } });
  });

  it('damaged settings count as none', () => {
    for (const text of [null, 'x', '{}', '{"scope":null,"paths":{"listProducers":"https://a.example"}}'])
      expect(readOverride(text)).toEqual({ scope: null, paths: {} });
  });
});

describe('what must not be kept is gone before anything else looks at a record', () => {
  it('a whole SSN, wherever it stands, leaves its last four digits', () => {
    const record = {
      id: 'p',
      ssn: '123-45-6789',
      individual: { firstName: 'Ana', socialSecurityNumber: '987654321', history: [{ SSN: '111223333' }] },
    };
    const kept = JSON.stringify(scrubbed('producer', record));
    expect(kept).not.toMatch(/123-45|98765|11122/);
    expect(scrubbed('producer', record)).toMatchObject({
      ssnLast4: '6789',
      individual: { firstName: 'Ana', ssnLast4: '4321' },
    });
    expect(scrubbed('producer', { ssnLast4: '123456789' })).toEqual({ ssnLast4: '6789' });
  });

  it('a whole account number is masked, also where a name or another field repeats it', () => {
    const record = {
      id: 'b',
      number: '000123456789',
      routingNumber: '021000021',
      name: 'Voided check for First CHECKING Account 000123456789',
      legacy: { ref: 'A/000123456789' },
    };
    expect(scrubbed('bankAccount', record)).toEqual({
      id: 'b',
      number: '****6789',
      routingNumber: '021000021',
      name: 'Voided check for First CHECKING Account ****6789',
      legacy: { ref: 'A/****6789' },
    });
    expect(scrubbed('bankAccount', { number: 123_456_789 })).toEqual({ number: '****6789' });
    expect(scrubbed('bankAccount', { number: '****6789' })).toEqual({ number: '****6789' });
  });

  it('a phone number is none', () => {
    expect(scrubbed('phone', { number: '555-201-0199' })).toEqual({ number: '555-201-0199' });
  });
});

describe('on the wire', () => {
  it('a producer’s fields stand under what it is, and are read from there', () => {
    const wire = nested(
      'producer',
      { npn: '1', type: 'FIRM', name: 'A', businessType: 'LLC', finraCrdNumber: '7' },
      'FIRM',
    );
    expect(wire).toEqual({ npn: '1', type: 'FIRM', firm: { name: 'A', type: 'LLC', finraCrdNumber: '7' } });
    expect(flattened('producer', wire)).toMatchObject({ type: 'FIRM', name: 'A', businessType: 'LLC' });
    expect(nested('producer', { finraCrdNumber: '7' }, 'INDIVIDUAL')).toEqual({
      individual: { finraCrdNumber: '7' },
    });
    expect(flattened('producer', { id: 'p', type: 'INDIVIDUAL', firstName: 'flat' })).toMatchObject({
      firstName: 'flat',
    });
  });

  it('a masked number is never sent, and a sealed one is shown as dots', () => {
    const values = { bankName: 'First', number: '****6789' };
    expect(toWire('bankAccount', values, 'title')).toEqual({ bankName: 'First' });
    expect(toWire('bankAccount', values, 'title', 'show')).toEqual({ bankName: 'First', number: '••••6789' });
    expect(toWire('bankAccount', { number: '000123456789' }, 'title', 'show')).toEqual({
      number: '••••6789',
    });
    expect(toWire('bankAccount', { number: '000123456789' }, 'title')).toEqual({ number: '000123456789' });
  });

  it('an SSN is read by its last digits behind stars, and written whole under its other name', () => {
    const server = { id: 'p', type: 'INDIVIDUAL', individual: { ssnLast4: '5546' } };
    expect(flattened('producer', server)).toMatchObject({ ssnLast4: '****5546' });
    const write = (value: string, purpose: 'send' | 'show') =>
      nested('producer', toWire('producer', { ssnLast4: value }, 'title', purpose), 'INDIVIDUAL');
    expect(write('518275546', 'send')).toEqual({ individual: { ssn: '518275546' } });
    expect(write('518275546', 'show')).toEqual({ individual: { ssn: '••••5546' } });
    expect(write('****5546', 'send')).toEqual({});
  });

  it('types of producers and addresses keep their casing', () => {
    expect(toWire('address', { type: 'Mailing' }, 'upper')).toEqual({ type: 'Mailing' });
    expect(toWire('insurancePolicy', { totalLimit: '1000000.5' }, 'title')).toEqual({
      totalLimit: 1_000_000.5,
    });
  });
});
