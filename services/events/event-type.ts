// What a kind of event is: which data it must carry, the fact it moves, and the values kept for its card.

import { z } from 'zod';
import type { MilestoneId, MilestoneState } from '../enrollment/milestones.ts';
import type { NotificationSubject } from '../notifications/notification.ts';
import { plainText } from '../reading/plain-text.ts';

/** What an event's data means. The kind a person can turn off follows from the subject (`categoryOf`). */
export interface EventReading {
  readonly subject: NotificationSubject;
  readonly values: Readonly<Record<string, string>>;
  readonly fact: { readonly milestone: MilestoneId; readonly state: MilestoneState } | undefined;
}

/** A faulty field. The pointer is a JSON pointer into the envelope, as `/data/status`. */
export interface EventFieldFault {
  readonly pointer: string;
  readonly detail: string;
}

export interface EventType {
  /** In: an event's data, whatever it is. Out: what it means, or its faulty fields. */
  read(data: unknown): EventReading | readonly EventFieldFault[];
}

/** A type of event. In: the shape of its data, and what a well-formed one means. */
export function eventType<Data>(
  shape: z.ZodType<Data>,
  meaning: (data: Data) => EventReading,
): EventType {
  return {
    read(data) {
      const parsed = shape.safeParse(data);
      return parsed.success
        ? meaning(parsed.data)
        : parsed.error.issues.map(({ path, message }) => ({
            pointer: ['/data', ...path.map(String)].join('/'),
            detail: message,
          }));
    },
  };
}

/** One line of plain text from outside, control characters removed, not empty, not longer than `most`. */
export function line(most: number): z.ZodType<string> {
  return z.string().transform(plainText).pipe(z.string().min(1).max(most));
}

/** As `line`, but its line breaks stay. */
export function lines(most: number): z.ZodType<string> {
  return z.string().transform(cleanLines).pipe(z.string().min(1).max(most));
}

/** A web address. Other schemes than http and https never become links, so they are refused by name. */
export function webAddress(): z.ZodType<string> {
  return z
    .url({ protocol: /^https?$/u, error: 'must be an address that begins with https://' })
    .max(2000);
}

/** The values that are there. In: values, some undefined. Out: without those. */
export function given(
  values: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const there = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as Record<string, string>;
}

function cleanLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map(plainText)
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}
