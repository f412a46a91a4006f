// Typed building blocks of Adaptive Cards 1.5. What people typed goes into text runs, which know no Markdown.

import { type Activity, ActivityTypes, type Attachment } from 'botbuilder';
import type { Language } from '../../services/texts/languages.ts';
import type { Translate } from '../../services/texts/texts.ts';

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** In which language a card speaks. */
export interface CardLanguage {
  readonly language: Language;
  readonly t: Translate;
}

export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly isSubtle?: true;
}

export interface Choice {
  readonly title: string;
  readonly value: string;
}

export type Element =
  | {
      readonly type: 'TextBlock';
      readonly text: string;
      readonly wrap: true;
      readonly id?: string;
      readonly size?: 'Small' | 'Medium' | 'Large';
      readonly weight?: 'Bolder';
      readonly color?: 'Attention' | 'Accent' | 'Good';
      readonly isSubtle?: true;
      readonly spacing?: 'None' | 'Small' | 'Medium';
      readonly separator?: true;
      readonly style?: 'heading';
    }
  | {
      readonly type: 'RichTextBlock';
      readonly id?: string;
      readonly inlines: readonly TextRun[];
      readonly spacing?: 'Small';
    }
  | {
      readonly type: 'Input.Text';
      readonly id: string;
      readonly label: string;
      readonly value?: string;
      readonly placeholder?: string;
      readonly maxLength?: number;
      readonly style?: 'Email' | 'Tel' | 'Url' | 'Text';
    }
  | {
      readonly type: 'Input.ChoiceSet';
      readonly id: string;
      readonly label: string;
      readonly value?: string;
      readonly placeholder?: string;
      readonly style: 'compact' | 'expanded' | 'filtered';
      /** Several may be ticked; they come as one text, separated by commas. */
      readonly isMultiSelect?: true;
      readonly wrap?: true;
      readonly choices: readonly Choice[];
    }
  | {
      readonly type: 'ActionSet';
      readonly spacing: 'Small';
      readonly actions: readonly Button[];
    };

/** `data.action` names what the button means [interface-cards]. */
export interface Submit {
  readonly type: 'Action.Submit';
  readonly title: string;
  readonly data: Readonly<Record<string, string | number | boolean>> & { readonly action: string };
  /** "none" keeps the card's inputs out of what the button sends. */
  readonly associatedInputs?: 'auto' | 'none';
  readonly style?: 'positive' | 'destructive';
}

export interface OpenUrl {
  readonly type: 'Action.OpenUrl';
  readonly title: string;
  readonly url: string;
}

export type Button = Submit | OpenUrl;

/** What a card is, as its first element's id says [interface-cards]; `signIn` and `pause` are ours. */
export type CardKind =
  | 'welcome'
  | 'help'
  | 'step'
  | 'answered'
  | 'review'
  | 'guide'
  | 'status'
  | 'nextStep'
  | 'report'
  | 'answer'
  | 'offer'
  | 'unknown'
  | 'region'
  | 'link'
  | 'human'
  | 'myData'
  | 'language'
  | 'notifications'
  | 'confirm'
  | 'note'
  | 'stale'
  | 'pause'
  | 'signIn';

export interface Card {
  readonly kind: CardKind;
  readonly body: readonly Element[];
  readonly actions: readonly Button[];
  /** What a phone's notification and a client without cards show. */
  readonly summary: string;
}

/** The store's rules refuse more than six actions [store-card-actions]. */
export const MOST_ACTIONS = 6;

/** A message with one card and no text beside it: Teams would split them [text-and-card-split]. */
export function cardMessage(card: Card): Partial<Activity> {
  const [first, ...rest] = card.body;
  const attachment: Attachment = {
    contentType: CARD_TYPE,
    content: {
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: '1.5',
      fallbackText: card.summary,
      body: [...(first === undefined ? [] : [{ ...first, id: card.kind }]), ...rest],
      actions: card.actions.slice(0, MOST_ACTIONS),
    },
  };
  return { type: ActivityTypes.Message, summary: card.summary, attachments: [attachment] };
}

/** A message of plain words. */
export function wordsMessage(text: string): Partial<Activity> {
  return { type: ActivityTypes.Message, text, textFormat: 'plain' };
}

export function heading(text: string): Element {
  return { type: 'TextBlock', text, wrap: true, size: 'Large', weight: 'Bolder', style: 'heading' };
}

export function subheading(text: string): Element {
  return { type: 'TextBlock', text, wrap: true, weight: 'Bolder', separator: true };
}

export function paragraph(text: string): Element {
  return { type: 'TextBlock', text, wrap: true };
}

export function note(text: string): Element {
  return { type: 'TextBlock', text, wrap: true, isSubtle: true, size: 'Small', spacing: 'Small' };
}

/** One line of a list: close to the one above. */
export function listLine(text: string): Element {
  return { type: 'TextBlock', text, wrap: true, spacing: 'Small' };
}

/** Paragraphs of a text with line breaks. */
export function paragraphs(text: string): readonly Element[] {
  return text.split('\n').map(paragraph);
}

/** What must not be overlooked. */
export function warning(text: string): Element {
  return { type: 'TextBlock', text, wrap: true, weight: 'Bolder', color: 'Attention' };
}

/** A datum as given: nothing in it is taken for Markdown. */
export function datum(label: string, value: string): Element {
  return {
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: [
      { type: 'TextRun', text: `${label}: `, isSubtle: true },
      { type: 'TextRun', text: value },
    ],
  };
}

/** A button. In: its title, what it means, further data. The card's inputs do not come along. */
export function button(
  title: string,
  action: string,
  data: Readonly<Record<string, string | number | boolean>> = {},
): Submit {
  return { type: 'Action.Submit', title, data: { action, ...data }, associatedInputs: 'none' };
}

/** A button that sends the card's inputs along. */
export function submit(
  title: string,
  action: string,
  data: Readonly<Record<string, string | number | boolean>> = {},
): Submit {
  return { type: 'Action.Submit', title, data: { action, ...data }, style: 'positive' };
}

/** A button that leaves Teams; its title names the true host. */
export function openUrl(title: string, url: string): OpenUrl {
  return { type: 'Action.OpenUrl', title: `${title} (${new URL(url).hostname})`, url };
}
