// Reads an Adaptive Card as a person sees it: its words, its buttons, its inputs.

import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';

export type CardPart = Readonly<Record<string, unknown>>;

const WORDS = ['text', 'title', 'label', 'placeholder', 'altText', 'errorMessage'] as const;

/** The card of an activity; a test fails when there is none. */
export function cardOf(activity: Partial<Activity> | undefined): CardPart {
  const attachment = (activity?.attachments ?? []).find(
    ({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive',
  );
  assert.ok(attachment, `no card in ${JSON.stringify(activity)}`);
  return attachment.content as CardPart;
}

/** Whether an activity carries a card. */
export function hasCard(activity: Partial<Activity>): boolean {
  return (activity.attachments ?? []).length > 0;
}

/** All strings a person can read on the card, in order; buttons, labels and choices too. */
export function textsOf(card: CardPart): readonly string[] {
  return partsOf(card).flatMap((part) => {
    const words = WORDS.map((key) => part[key]);
    const values = part['type'] === 'Fact' ? [part['value']] : [];
    return [...words, ...values].filter((word): word is string => typeof word === 'string');
  });
}

/** All buttons of the card, wherever they stand. */
export function actionsOf(card: CardPart): readonly CardPart[] {
  return partsOf(card).filter(({ type }) => typeof type === 'string' && type.startsWith('Action.'));
}

/** All inputs of the card. */
export function inputsOf(card: CardPart): readonly CardPart[] {
  return partsOf(card).filter(({ type }) => typeof type === 'string' && type.startsWith('Input.'));
}

/** The part with this id, if the card has one that can be seen. */
export function partOf(card: CardPart, id: string): CardPart | undefined {
  return partsOf(card).find((part) => part['id'] === id);
}

/** The card and everything visible in it, outside in; what a button carries is not part of it. */
function partsOf(value: unknown): readonly CardPart[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  const part = value as CardPart;
  if (part['isVisible'] === false) return [];
  const inner = Object.entries(part).filter(([key]) => key !== 'data' && key !== 'msteams');
  return [
    part,
    ...inner.flatMap(([key, child]) => partsOf(key === 'facts' ? facts(child) : child)),
  ];
}

/** A fact has no type of its own; a choice looks the same, but its value is not shown. */
function facts(children: unknown): readonly CardPart[] {
  return (children as readonly CardPart[]).map((fact) => ({ ...fact, type: 'Fact' }));
}
