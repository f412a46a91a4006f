// A pasted link judged: the true host, what that means, and what to do. No FAQ answer, so no feedback; and no button that opens it.

import type { JudgedLink } from '../../services/mailbox/link.ts';
import type { Translate, TextKey } from '../../services/texts/texts.ts';
import {
  button,
  datum,
  heading,
  note,
  paragraph,
  paragraphs,
  subheading,
  warning,
  type Card,
  type Element,
} from './card.ts';
import { outsideLine } from './outside.ts';

const MOST_SHOWN = 3;
const LONGEST_HOST = 253;
/** Where a customer's invitation is one, and no imitation. */
const MICROSOFTS: readonly JudgedLink['place'][] = ['partnerCenter', 'microsoft', 'otherMicrosoft'];

/** The answer to „Ist diese Einladung echt?“. In: at least one link, the worst first. */
export function linkCard(links: readonly JudgedLink[], t: Translate): Card {
  const [worst, ...others] = links;
  if (worst === undefined) throw new Error('A link card needs a link.');
  const shown = [worst, ...others.slice(0, MOST_SHOWN - 1)];
  const kind = kindOf(worst);
  const title = t(`judged.title.${kind}`);
  const rest = links.length - shown.length;
  return {
    kind: 'link',
    summary: `${title}. ${t(verdictOf(worst))}`,
    body: [
      heading(title),
      ...shown.flatMap((link) => linkElements(link, t)),
      ...(rest === 0 ? [] : [paragraph(t('judged.more', { count: rest }))]),
      subheading(t('judged.then')),
      ...paragraphs(t(`judged.next.${kind}`)),
      ...(kind === 'fine' ? paragraphs(t('rights.text')) : []),
      note(t('judged.notOpened')),
    ],
    actions: [button(t('button.human'), 'human'), button(t('button.status'), 'status')],
  };
}

function linkElements(link: JudgedLink, t: Translate): readonly Element[] {
  const host = outsideLine(link.host, LONGEST_HOST);
  const words = t(verdictOf(link));
  return [
    ...(host === '' ? [] : [datum(t('notify.label.host'), host)]),
    kindOf(link) === 'fine' ? paragraph(words) : warning(words),
    ...(link.textDiffers ? [warning(t('notify.warning.textDiffers'))] : []),
  ];
}

function kindOf(link: JudgedLink): 'fine' | 'customer' | 'bad' {
  if (link.customer && MICROSOFTS.includes(link.place)) return 'customer';
  return isInvitationsPlace(link) ? 'fine' : 'bad';
}

/** Where the link does not lead to Microsoft, that is what has to be said, whatever it pretends to ask. */
function verdictOf(link: JudgedLink): TextKey {
  return kindOf(link) === 'customer' ? 'judged.customer' : `judged.${link.place}`;
}

function isInvitationsPlace({ place }: JudgedLink): boolean {
  return place === 'partnerCenter' || place === 'microsoft';
}
