// How to apply in Partner Center as of September 2022 [enrollment-steps], with the data to copy.

import { formFor } from '../../services/enrollment/steps.ts';
import type { TextKey } from '../../services/texts/texts.ts';
import { button, heading, note, openUrl, paragraph, subheading, type Card } from './card.ts';
import { addressHints } from './hints.ts';
import { LEGAL_INFO } from './pages.ts';
import { section } from './review-card.ts';
import type { StepCardOptions } from './step-card.ts';

const WELCOME_PAGE = 'https://aka.ms/accounts/varEnrollment';

/** The instructions. In: an enrollment whose form is done. */
export function guideCard(options: StepCardOptions): Card {
  const { enrollment, t } = options;
  const situation = enrollment.answers['situation']?.values;
  const inCsp = situation?.['situation'] === 'csp';
  const ways: readonly TextKey[] = inCsp
    ? ['guide.csp']
    : ['guide.1', 'guide.2', 'guide.3', 'guide.4', 'guide.5'];
  const data = formFor(situation).filter((step) => step !== 'situation' && step !== 'account');
  return {
    kind: 'guide',
    summary: `${t('guide.title')}. ${t('guide.intro')}`,
    body: [
      heading(t('guide.title')),
      paragraph(t('guide.intro')),
      paragraph(t('guide.who')),
      ...ways.map((key) => paragraph(t(key))),
      note(t('guide.changes')),
      subheading(t('guide.data')),
      ...data.flatMap((step) => section(options, step)),
      ...addressHints(options),
    ],
    actions: [
      inCsp ? openUrl(t('guide.openCsp'), LEGAL_INFO) : openUrl(t('guide.open'), WELCOME_PAGE),
      button(t('button.status'), 'status'),
    ],
  };
}
