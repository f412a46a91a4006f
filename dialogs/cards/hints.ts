// What Partner Center reported beside the facts, on the cards: doubts, not verdicts. Its own words are never shown.

import type { MilestoneId } from '../../services/enrollment/milestones.ts';
import { datum, paragraph, subheading, type Element } from './card.ts';
import { outsideLink, outsideWords } from './outside.ts';
import type { StepCardOptions } from './step-card.ts';

const LONGEST = 700;

/** For the status card. In: the milestone that comes next. Out: nothing when nothing is known. */
export function hintsFor(milestone: MilestoneId, options: StepCardOptions): readonly Element[] {
  const { hints = {}, t } = options;
  if (milestone === 'mpaSigned' && hints.agreement !== undefined) {
    return [paragraph(t(`told.agreement.${hints.agreement}`))];
  }
  return milestone === 'customerInvited' ? invitation(options) : [];
}

/** For the guide: what is doubtful about the address; it may stand as it is. */
export function addressHints({ hints = {}, t }: StepCardOptions): readonly Element[] {
  const doubts = hints.address ?? [];
  if (doubts.length === 0) return [];
  return [
    subheading(t('told.address.title')),
    ...doubts.map((doubt) => paragraph(t(`told.address.${doubt}`))),
    paragraph(t('told.address.mayStay')),
  ];
}

/** The link is for the customer to open, so it is shown to be copied, with the text that goes with it. */
function invitation({ hints = {}, t }: StepCardOptions): readonly Element[] {
  const link = outsideLink(hints.invitation?.url);
  if (hints.invitation === undefined || link === undefined) return [];
  const { provider, isOwn } = hints.invitation;
  const meaning = t(isOwn ? 'told.invitation.own' : 'told.invitation.provider', { provider });
  return [
    subheading(t('told.invitation.title')),
    ...outsideWords(meaning, LONGEST),
    ...outsideWords(t('told.invitation.text', { provider }), LONGEST),
    datum(t('told.invitation.link'), link.url),
    datum(t('notify.label.host'), link.host),
  ];
}
