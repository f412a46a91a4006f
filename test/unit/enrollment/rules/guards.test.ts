// What must hold for whatever is typed: rules never throw or dawdle, what they keep they keep again, and names made of real
// ones are names.

import assert from 'node:assert/strict';
import { check } from '../../../../services/enrollment/check.ts';
import noAnswers from '../../../../services/enrollment/data/no-answers.json' with { type: 'json' };
import { STEP_IDS, fieldsOf } from '../../../../services/enrollment/steps.ts';
import { CITIES, COMPANIES, PERSONS, STREETS } from '../../../fixtures/real-names.ts';
import { codesOf, complete, GOOD } from '../../../support/enrollment-samples.ts';

const PLACEHOLDERS =
  /: (?:noAnswer|placeholder\.likely|name\.(?:one(?:Character|Letter)|noLetters|legalFormOnly)|address\.poBox)$/u;
const PIECES =
  'Tel.: |Fax |Mobil|DW |Durchwahl| / |-0|+49|(0)|0043 |(|)|[|]|wa.me/|oder | und |12|345 |6789|089|\u00A0|–|…|GmbH| & Co. KG|Postfach |PO Box |Str. |Test|keine|-|?|😀|ß|Ü|@|.|..|"|HRB |CHE-|PL|NIP: |n/a| a | 1 |\t|\u202E|x|#|;|,|Berlin|Frankfurt a.M.'.split(
    '|',
  );
const LONG = [
  'tel. '.repeat(4_000),
  `${'tel/fax '.repeat(3_000)}x`,
  '('.repeat(10_000),
  `${'(a'.repeat(5_000)})`,
  `1${' '.repeat(10_000)}x`,
  '1-'.repeat(10_000),
  'fax '.repeat(5_000),
  'p o box '.repeat(3_000),
  'a.'.repeat(10_000),
  'asdf'.repeat(5_000),
  `${'qwert'.repeat(4_000)}1`,
  '🏴‍☠️'.repeat(2_000),
  'sp. z o.o. '.repeat(1_000),
  `${'ab '.repeat(3_000)}GmbH & Co. KG`,
  ', '.repeat(5_000),
];

describe('the rules of the form', () => {
  it('keep again what they kept of anything', () => {
    const random = randomFrom(11);
    for (let round = 0; round < 2_000; round += 1) {
      const { step, field, country, text } = typedAtRandom(random);
      const sent = { ...GOOD[step], ...(step === 'company' && { country }), [field]: text };
      const { clean, refusals } = check(complete(), step, sent);
      if (refusals.some((refusal) => refusal.field === field)) continue;

      const again = check(complete(), step, { ...clean });

      const refusedNow = again.refusals.some((refusal) => refusal.field === field);
      assert.equal(again.clean[field], clean[field], `${field} ${country} ${text}`);
      assert.equal(refusedNow, false, `${field} ${country} ${text}`);
    }
  });

  it('are done with very long texts at once', () => {
    for (const text of LONG) {
      for (const step of STEP_IDS) {
        const values = Object.fromEntries(fieldsOf(step).map(({ id }) => [id, text]));
        const sent = { ...values, ...(step === 'company' && { country: 'DE' }) };

        const took = Math.min(
          ...[1, 2, 3].map(() => milliseconds(() => check(complete(), step, { ...sent }))),
        );

        assert.ok(took < 500, `${step} ${text.slice(0, 12)}: ${took.toFixed(0)} ms`);
      }
    }
  });

  it('take companies and streets that are called after people and places', () => {
    const places = CITIES.map(([, city]) => city);
    for (const name of [...PERSONS, ...places].filter(
      (one) => one.length > 1 && one !== 'Muster',
    )) {
      const samples = noAnswers.companyLikely.includes(name.toLowerCase());
      if (!samples)
        assert.deepEqual(placeholders({ legalName: `${name} GmbH & Co. KG` }), [], name);
      assert.deepEqual(placeholders({ legalName: `${name} & Söhne GmbH` }), [], name);
      assert.deepEqual(placeholders({ street: `${name}gasse 5` }).slice(samples ? 1 : 0), [], name);
      assert.deepEqual(placeholders({ street: `Am ${name} 12` }), [], name);
    }
  });

  it('take real names in capitals, in small letters and with blanks around', () => {
    const ways = [(text: string) => text.toUpperCase(), (text: string) => ` ${text}  `];
    for (const change of ways) {
      for (const legalName of COMPANIES) {
        assert.deepEqual(placeholders({ legalName: change(legalName) }), [], legalName);
      }
      for (const street of STREETS) {
        assert.deepEqual(placeholders({ street: change(street) }), [], street);
      }
    }
  });
});

function typedAtRandom(random: (limit: number) => number) {
  const pieces = Array.from({ length: 1 + random(6) }, () => PIECES[random(PIECES.length)]);
  const step = STEP_IDS[2 + random(4)] ?? 'company';
  const fields = fieldsOf(step).filter(({ id }) => id !== 'country');
  const field = fields[random(fields.length)]?.id ?? '';
  const country = ['DE', 'AT', 'CH', 'PL', 'US'][random(5)] ?? 'DE';
  return { step, field, country, text: pieces.join('') };
}

function milliseconds(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function placeholders(values: Readonly<Record<string, string>>): readonly string[] {
  const found = codesOf(check(complete(), 'company', { ...GOOD.company, ...values }));
  return found.filter((code) => PLACEHOLDERS.test(code));
}

/** Whole numbers below a limit, the same for the same seed. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
}
