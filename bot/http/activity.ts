// What must hold for JSON to be an activity, so that no turn begins with one that cannot be answered.

import { z } from 'zod';
import { isLoopback } from '../loopback.ts';

/** An activity as it came over the wire: a type, and for what the bot answers the way back. */
export interface IncomingActivity {
  readonly type: string;
  readonly [property: string]: unknown;
}

export type ParsedActivity =
  | { readonly ok: true; readonly activity: IncomingActivity }
  | { readonly ok: false; readonly detail: string };

const filled = z.string('must be a string').regex(/\S/u, 'must not be empty');
const text = z.string('must be a string').nullish();
const object = z.looseObject({}, 'must be an object');
const objects = z.array(object, 'must be an array').nullish();
const named = z.looseObject({ id: filled }, 'must be an object with an id');
const webAddress = filled.refine(isWebAddress, 'must be an http(s) address without a user name');

/** Everything optional that the SDK or a dialog would take for granted to be of this shape. */
const ANY = z.looseObject(
  {
    type: filled,
    id: text,
    name: text,
    text,
    locale: text,
    channelId: text,
    replyToId: text,
    serviceUrl: webAddress.nullish(),
    conversation: object.nullish(),
    from: object.nullish(),
    recipient: object.nullish(),
    attachments: objects,
    entities: objects,
    membersAdded: objects,
    membersRemoved: objects,
  },
  'must be a JSON object',
);

const PLACED = ANY.extend({ channelId: filled, serviceUrl: webAddress, conversation: named });
const ADDRESSED = PLACED.extend({ from: named, recipient: named });

/** The types the bot acts on. Every other is let through, to be ignored. */
const SCHEMAS: Readonly<Record<string, z.ZodType<IncomingActivity>>> = {
  message: ADDRESSED,
  invoke: ADDRESSED,
  conversationUpdate: PLACED,
  installationUpdate: PLACED,
  messageReaction: PLACED,
};

/** In: parsed JSON. Out: the activity, or what each faulty field must be. */
export function parseActivity(value: unknown): ParsedActivity {
  const { success, data, error } = schemaFor(value).safeParse(value);
  return success ? { ok: true, activity: data } : faulty(error);
}

/** Whether the replies would leave this machine. In: an activity. Out: false when it names no address. */
export function isForeign({ serviceUrl }: IncomingActivity): boolean {
  return typeof serviceUrl === 'string' && !isLoopback(new URL(serviceUrl).hostname);
}

function schemaFor(value: unknown): z.ZodType<IncomingActivity> {
  const type = (value as { type?: unknown } | null)?.type;
  const known = typeof type === 'string' && Object.hasOwn(SCHEMAS, type);
  return (known ? SCHEMAS[type] : undefined) ?? ANY;
}

function faulty(error: z.ZodError): ParsedActivity {
  const faults = error.issues.map(({ path, message }) => [...path, message].join(' ').trim());
  return { ok: false, detail: `This is not an activity: ${faults.join('; ')}.` };
}

/** Backslash and user name are read differently by different parsers: what is checked must be what is called. */
function isWebAddress(address: string): boolean {
  return /^https?:\/\/[^\\@\s]+$/iu.test(address) && URL.canParse(address);
}
