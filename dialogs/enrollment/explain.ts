// „Warum?“: what the open step is needed for, and where the rule is from.

import type { TurnContext } from 'botbuilder';
import { position, type Position } from '../../services/enrollment/form.ts';
import type { TextKey } from '../../services/texts/texts.ts';
import { heading, note, paragraph, type Card } from '../cards/card.ts';
import { titleKey } from '../cards/step-card.ts';
import { enrollmentOf, turnInfoOf, type DialogServices } from '../turn-info.ts';
import { sendCard, sendText } from '../send.ts';

/** Where each step's rules are from, with the date of the text (see docs/sources.md). */
const SOURCES: Readonly<Record<Position, readonly TextKey[]>> = {
  situation: ['source.seed2020'],
  account: ['source.seed2020', 'source.profile2022'],
  partnerId: ['source.tasks2022', 'source.locations2023'],
  company: ['source.verification2023', 'source.enrolling2021'],
  contact: ['source.seed2020', 'source.membership2023'],
  support: ['source.seed2020'],
  review: ['source.profile2022'],
};

/** Explains the open step; says so when none is open. */
export async function explain(context: TurnContext, services: DialogServices): Promise<void> {
  const { t } = turnInfoOf(context);
  const enrollment = await enrollmentOf(context, services);
  const now = enrollment && position(enrollment);
  if (now === undefined) return sendText(context, 'why.none');
  const card: Card = {
    kind: 'help',
    summary: t(`why.${now}`),
    body: [
      heading(t('why.title', { title: t(titleKey(now)) })),
      paragraph(t(`why.${now}`)),
      ...SOURCES[now].map((key) => note(t('why.source', { source: t(key) }))),
    ],
    actions: [],
  };
  await sendCard(context, card);
}
