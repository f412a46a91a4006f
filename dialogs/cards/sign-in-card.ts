// Signing in with Microsoft 365: the offer at the start of the form, and the card that does it.

import { type Activity, ActivityTypes, CardFactory, type SignInUrlResponse } from 'botbuilder';
import type { Translate } from '../../services/texts/texts.ts';
import { button, heading, listLine, note, paragraph, type Card } from './card.ts';

/** What Teams needs to sign a person in: the connection's name, and what the token service gave for it. */
export interface SignInResource {
  readonly connectionName: string;
  readonly resource: SignInUrlResponse;
}

/** The offer. Its second button, or answering the card below it, goes on without. */
export function signInOffer(t: Translate): Card {
  return {
    kind: 'signIn',
    summary: t('signIn.offer'),
    body: [
      heading(t('signIn.title')),
      paragraph(t('signIn.offer')),
      note(t('signIn.what')),
      note(t('signIn.voluntary')),
    ],
    actions: [
      { ...button(t('button.signIn'), 'signIn'), style: 'positive' },
      button(t('button.withoutSignIn'), 'enroll'),
    ],
  };
}

/** Words with the way back to the offer, for a sign-in that came to nothing. */
export function signInAgain(t: Translate, words: string): Card {
  return {
    kind: 'signIn',
    summary: words,
    body: [paragraph(words)],
    actions: [button(t('button.signIn'), 'signIn'), button(t('button.withoutSignIn'), 'enroll')],
  };
}

/** What was taken over. In: one line each. */
export function directoryReadCard(t: Translate, lines: readonly string[]): Card {
  return {
    kind: 'signIn',
    summary: t('signIn.read'),
    body: [
      paragraph(t('signIn.read')),
      ...lines.map((line) => listLine(`• ${line}`)),
      note(t('signIn.rest')),
    ],
    actions: [],
  };
}

/** The SDK's own card for it: Teams signs in silently where it may, and else shows the button. */
export function signInMessage(
  t: Translate,
  { connectionName, resource }: SignInResource,
): Partial<Activity> {
  const { signInLink, tokenExchangeResource, tokenPostResource } = resource;
  const card = CardFactory.oauthCard(
    connectionName,
    t('button.signIn'),
    t('signIn.card'),
    signInLink,
    tokenExchangeResource,
    tokenPostResource,
  );
  return { type: ActivityTypes.Message, summary: t('signIn.card'), attachments: [card] };
}
