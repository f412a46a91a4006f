// Yes and no as people write them in both languages.

import assert from 'node:assert/strict';
import { yesNo } from '../../../services/reading/yes-no.ts';

const YES =
  'ja|Ja!|JA|j|jo|klar|na klar|Ja, bitte|ja gern|gerne|ok|Okay.|passt|stimmt so|natürlich|natuerlich|auf jeden Fall|yes|y|Yes.|yep|sure|of course|go ahead';
const NO =
  "nein|Nein.|n|nö|noe|nee|nein, danke|auf keinen Fall|lieber nicht|no|nope|No, thanks|not now|don't";
const NEITHER =
  'vielleicht||   |ja nein|yes no|passt nicht|nicht sicher|Contoso|nie|1|status|no. 5|jan|okapi';

describe('a yes or no', () => {
  for (const text of YES.split('|')) {
    it(`takes "${text}" for a yes`, () => {
      assert.equal(yesNo(text), true);
    });
  }

  for (const text of NO.split('|')) {
    it(`takes "${text}" for a no`, () => {
      assert.equal(yesNo(text), false);
    });
  }

  for (const text of NEITHER.split('|')) {
    it(`takes "${text}" for neither`, () => {
      assert.equal(yesNo(text), undefined);
    });
  }
});
