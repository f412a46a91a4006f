// A person to turn to: the one who is configured, or whom else to ask.

import type { Translate } from '../../services/texts/texts.ts';
import type { ExpertContact } from '../turn-info.ts';
import {
  button,
  heading,
  note,
  openUrl,
  paragraph,
  paragraphs,
  type Button,
  type Card,
  type Element,
} from './card.ts';
import { DASHBOARD } from './pages.ts';

/** The button that names a person; none where nobody is configured. */
export function humanButtons(t: Translate, expert: ExpertContact): readonly Button[] {
  return isSomebody(expert) ? [button(t('button.human'), 'human')] : [];
}

/** A person to turn to. In: what the operator configured; without that, the ways to others. */
export function humanCard(t: Translate, expert: ExpertContact): Card {
  const known = isSomebody(expert);
  const title = t(known ? 'human.title' : 'human.elsewhere');
  const links = known ? contactLinks(t, expert) : [openUrl(t('human.support'), DASHBOARD)];
  return {
    kind: 'human',
    summary: title,
    body: [
      heading(title),
      ...(known ? contactElements(t, expert) : paragraphs(t('human.none'))),
      note(t('human.safe')),
    ],
    actions: [...links, button(t('button.help'), 'help')],
  };
}

function isSomebody({ name, email, url }: ExpertContact): boolean {
  return [name, email, url].some((value) => value !== undefined);
}

function contactElements(t: Translate, { name, email }: ExpertContact): readonly Element[] {
  return [
    ...(name === undefined ? [] : [paragraph(t('human.expert', { name }))]),
    ...(email === undefined ? [] : [paragraph(t('human.email', { email }))]),
  ];
}

function contactLinks(t: Translate, { url }: ExpertContact): readonly Button[] {
  return url === undefined ? [] : [openUrl(t('human.link'), url)];
}
