import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readCorrections } from '../../../services/understanding/values/correction.ts';

const KNOWN = {
  legalName: 'Seewind IT GmbH',
  street: 'Hafenstraße 4',
  postalCode: '78462',
  city: 'Konstanz',
  country: 'DE',
  registrationId: 'HRB 712345',
  firstName: 'Maren',
  lastName: 'Vogt',
  email: 'maren.vogt@seewind-it.de',
  phone: '+4975314412',
  supportEmail: 'support@seewind-it.de',
  supportPhone: '+49753144120',
  supportWebsite: 'https://seewind-it.de',
};
const CASES = ['corrections.txt', 'corrections-unseen.txt', 'corrections-voices.txt'].flatMap(
  correctionLines,
);

describe('A correction in words', () => {
  for (const { say, meant } of CASES) {
    it(`is read: ${say}`, () => {
      const context = { step: undefined, field: undefined, language: 'de', country: 'DE' } as const;

      const read = readCorrections(say, { ...context, values: KNOWN });

      assert.equal(shown(read), meant);
    });
  }
});

function correctionLines(
  file: string,
): readonly { readonly say: string; readonly meant: string }[] {
  const text = readFileSync(new URL(`../../fixtures/values/${file}`, import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line.includes(' => ') && !line.startsWith('#'));
  return lines.map((line) => {
    const [say = '', meant = ''] = line.split(' => ');
    return { say, meant };
  });
}

function shown(read: ReturnType<typeof readCorrections>): string {
  if (read.length === 0) return 'none';
  return read
    .map(({ field = '', value }) => (value === undefined ? field : `${field}=${value}`))
    .join(' ; ');
}
