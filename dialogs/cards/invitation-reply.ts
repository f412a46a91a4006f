// What the buttons of a noticed invitation send back: a report of the milestone, whose value names the note it is about.

import type { Translate, TextKey } from '../../services/texts/texts.ts';
import { button, type Submit } from './card.ts';

const SAYS = ['yes', 'no', 'show'] as const;

export interface InvitationReply {
  readonly says: (typeof SAYS)[number];
  readonly delivery: string;
}

const TITLES: Readonly<Record<InvitationReply['says'], TextKey>> = {
  yes: 'notify.confirmInvitation',
  no: 'notify.denyInvitation',
  show: 'notify.checkInvitation',
};
const VALUE = /^mail\.(yes|no|show):(.{1,100})$/u;

/** The button that says it. In: the delivery of the note. */
export function replyButton(t: Translate, { says, delivery }: InvitationReply): Submit {
  const data = { milestone: 'providerInvited', value: `mail.${says}:${delivery}` };
  return button(t(TITLES[says]), 'milestone', data);
}

/** Reads a value. Out: undefined when it is another report. */
export function readReply(value: string | undefined): InvitationReply | undefined {
  const [, said, delivery] = VALUE.exec(value ?? '') ?? [];
  const says = SAYS.find((one) => one === said);
  return says === undefined || delivery === undefined ? undefined : { says, delivery };
}
