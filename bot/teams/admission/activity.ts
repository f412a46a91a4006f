// What must hold for JSON to be an activity, so that no turn begins with one that cannot be answered.

import { z } from 'zod';

/** An activity as it came over the wire: a type, and for what the bot answers the way back. */
export interface IncomingActivity {
  readonly type: string;
  readonly [property: string]: unknown;
}

export type ParsedActivity =
  | { readonly ok: true; readonly activity: IncomingActivity }
  | { readonly ok: false; readonly detail: string };

const LONGEST_ID = 1_024;
const TOO_LONG = `must have at most ${LONGEST_ID} characters`;
const bounded = z
  .string('must be a string')
  .max(LONGEST_ID, TOO_LONG)
  // Half a pair cannot be put into an address.
  .refine((id) => id.isWellFormed(), 'must be well-formed');
const filled = bounded.regex(/\S/u, 'must not be empty');
const text = z.string('must be a string').nullish();
/** Whatever becomes part of a key or an address. */
const short = bounded.nullish();
const object = z.object({}, 'must be an object');
/** What is optional may be missing, and a list may hold a null. */
const objects = z.array(object.nullish(), 'must be an array').nullish();
/** As the SDK wants them when it writes them into a reply. */
const ACCOUNT = { id: short, name: short, aadObjectId: short, role: short, tenantId: short };
const account = z.object(ACCOUNT, 'must be an object');
const place = z.object(
  { ...ACCOUNT, conversationType: short, isGroup: z.boolean('must be true or false').nullish() },
  'must be an object',
);
const accounts = z.array(account, 'must be an array').nullish();
const teams = z.object(
  { tenant: z.object({ id: short }, 'must be an object').nullish() },
  'must be an object',
);
const webAddress = filled.refine(isWebAddress, 'must be an http(s) address without a user name');

/**
 * Everything optional that the SDK or a dialog would take for granted to be of this shape. The schemas only look: what they
 * do not name stays in the activity, which is handed on as it came.
 */
const ANY = z.object(
  {
    type: filled,
    id: short,
    name: short,
    text,
    locale: short,
    localTimezone: short,
    channelId: short,
    replyToId: short,
    action: short,
    serviceUrl: webAddress.nullish(),
    conversation: place.nullish(),
    from: account.nullish(),
    recipient: account.nullish(),
    attachments: objects,
    entities: objects,
    membersAdded: accounts,
    membersRemoved: accounts,
  },
  'must be a JSON object',
);

const WITH_ID = { id: filled };
const PLACED = ANY.extend({
  channelId: filled,
  serviceUrl: webAddress,
  // The SDK puts it into a header.
  conversation: place.extend({ id: filled.regex(/^[ -~\u00a0-\u00ff]*$/u, 'must be Latin-1') }),
  // What other channels put there is theirs; Teams has an object, of which the tenant is read.
  channelData: z
    .union([teams, z.string(), z.number(), z.boolean(), z.array(z.unknown())])
    .nullish(),
});
const ADDRESSED = PLACED.extend({
  from: account.extend(WITH_ID),
  recipient: account.extend(WITH_ID),
});

/** The types the bot acts on. Every other is let through, to be ignored. */
const SCHEMAS: Readonly<Record<string, z.ZodType<Pick<IncomingActivity, 'type'>>>> = {
  message: ADDRESSED,
  invoke: ADDRESSED,
  event: PLACED,
  conversationUpdate: PLACED,
  installationUpdate: PLACED,
  messageReaction: PLACED,
};

/** In: parsed JSON. Out: the activity, or what each faulty field must be. */
export function parseActivity(value: unknown): ParsedActivity {
  const { success, error } = schemaFor(value).safeParse(value);
  return success ? { ok: true, activity: value as IncomingActivity } : faulty(error);
}

function schemaFor(value: unknown): z.ZodType<Pick<IncomingActivity, 'type'>> {
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
