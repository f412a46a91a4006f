// The buttons under doubts: what they say, what they send, and how many there are.

import assert from 'node:assert/strict';
import type { Submit } from '../../../dialogs/cards/card.ts';
import { doubtButtons } from '../../../dialogs/cards/doubt-buttons.ts';
import type { FieldFinding } from '../../../services/enrollment/check.ts';
import type { StepId } from '../../../services/enrollment/steps.ts';
import type { Language } from '../../../services/texts/languages.ts';
import { textsIn } from '../../../services/texts/texts.ts';

const doubt = (field: string, better?: string): FieldFinding => ({
  ...{ field, code: 'name.abbreviated', weight: 'doubt' },
  ...(better === undefined ? {} : { better: { input: field, value: better } }),
});

function buttons(
  findings: readonly FieldFinding[],
  step: StepId = 'company',
  language: Language = 'de',
): ReadonlyMap<string, readonly Submit[]> {
  const speaking = { language, t: textsIn(language) };
  return doubtButtons({ step, visit: 7, findings }, speaking) as ReadonlyMap<
    string,
    readonly Submit[]
  >;
}

function titles(...given: Parameters<typeof buttons>): readonly string[] {
  return [...buttons(...given).values()].flat().map(({ title }) => title);
}

describe('the buttons of a doubt', () => {
  it('send the card’s inputs with what was agreed to, or what is better', () => {
    const [better, agreed] = buttons([doubt('street', 'Hauptstraße 5')]).get('street') ?? [];

    const place = { action: 'answer', step: 'company', visit: 7 };
    assert.deepEqual(better?.data, { ...place, replace: 'street', with: 'Hauptstraße 5' });
    assert.deepEqual(agreed?.data, { ...place, agreed: 'street' });
    assert.deepEqual([better.associatedInputs, agreed.associatedInputs], ['auto', 'auto']);
  });

  it('speak both languages, and name a country', () => {
    const country = [doubt('tenantCountry', 'AT')];

    assert.deepEqual(titles(country, 'account'), ['„Österreich“ übernehmen', 'Stimmt so']);
    assert.deepEqual(titles(country, 'account', 'en'), ['Use "Austria"', 'It is right']);
  });

  it('cut a long value short, but send all of it', () => {
    const long = 'Gebrüder Müller '.repeat(10);

    const [better] = buttons([doubt('legalName', long)]).get('legalName') ?? [];

    assert.ok(better && better.title.length < 60);
    assert.equal(better.data['with'], long);
  });

  it('are for another input where the rule knows that to be wrong', () => {
    const city = { ...doubt('postalCode'), better: { input: 'city', value: 'Berlin' } };

    const [better, agreed] = buttons([city]).get('postalCode') ?? [];

    assert.equal(better?.data['replace'], 'city');
    assert.equal(agreed?.data['agreed'], 'postalCode');
  });

  it('are one pair for two doubts of an input', () => {
    const two = [doubt('city'), { ...doubt('city', 'Lodz'), code: 'name.notWestern' as const }];

    assert.deepEqual(titles(two), ['„Lodz“ übernehmen', 'Stimmt so']);
  });

  it('are four at most, agreement before a better value', () => {
    const many = [doubt('legalName', 'A'), doubt('street'), doubt('city', 'B'), doubt('state')];

    assert.deepEqual(titles(many), ['„A“ übernehmen', 'Stimmt so', 'Stimmt so', 'Stimmt so']);
  });

  it('stand under no refusal, and not under the way to another tenant', () => {
    const refusal = { field: 'city', code: 'required', weight: 'refusal' } as const;
    const direct = { field: 'situation', code: 'situation.direct', weight: 'doubt' } as const;

    assert.deepEqual(titles([refusal]), []);
    assert.deepEqual(titles([direct], 'situation'), []);
  });
});
