// Proves one CloudEvent 1.0 and reads it into our envelope. What its data must be, services/events/event-types.ts says.

import { CloudEvent, ValidationError } from 'cloudevents';
import { z } from 'zod';
import type { Envelope, Subject } from '../../services/events/event-intake.ts';
import type { FieldFault } from './answer.ts';
import { bytesOf, isCloudEventString, momentOf } from './cloud-event-types.ts';
import { parseJson } from './json-body.ts';
import { isJsonMediaType } from './media-type.ts';
import { isTenantAllowed } from './tenant-rule.ts';

export type CloudEventReading =
  | { readonly ok: true; readonly envelope: Envelope }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

export interface EventRules {
  /** What time it is, for an event that does not say when. */
  readonly now: () => Date;
  /** Lower case; empty = every tenant. */
  readonly allowedTenants: readonly string[];
}

type EventAttributes = z.output<typeof ATTRIBUTES>;

const NAME = /^[a-z\d]+$/u;
/** Of base64 in an event: as many as the body of a whole batch may hold. */
const MOST_VALUES = 100_000;
/** One segment; tenant ids outside of Teams need not be GUIDs. */
const SUBJECT = /^(tenant|user|enrollment)\/([^\s/\p{C}]{1,128})$/u;
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;
const BASE64_DETAIL = 'must be base64 (RFC 4648) of JSON in UTF-8';
const SUBJECT_DETAIL = 'must be tenant/<tenantId>, user/<aadObjectId> or enrollment/<id>';

const ATTRIBUTES = z.looseObject(
  {
    specversion: present('1.0').refine(
      (version) => version === '1.0',
      'must be 1.0, the version of CloudEvents that is understood here',
    ),
    id: present('a string').pipe(bounded(256)),
    source: present('a URI reference').pipe(bounded(1024)),
    type: present('a string').pipe(bounded(256)),
    subject: present('a string').regex(SUBJECT, SUBJECT_DETAIL),
    time: z
      .string('must be a string')
      .refine(
        (text) => momentOf(text) !== undefined,
        'must be an RFC 3339 date-time, as 2026-11-23T09:00:00Z',
      )
      .nullish(),
    datacontenttype: z
      .string('must be a string')
      .refine(isJsonMediaType, 'must be a media type of JSON, as application/json')
      .nullish(),
    dataschema: z.string('must be a string').nullish(),
    data_base64: z.string('must be a string').nullish(),
  },
  'must be a JSON object',
);

/** In: one event as it came. Out: its envelope, or every fault with the pointer of its field. */
export function readCloudEvent(given: unknown, rules: EventRules): CloudEventReading {
  const { success, data: attributes, error } = ATTRIBUTES.safeParse(given);
  if (!success) return { ok: false, faults: error.issues.map(faultOf) };
  const data = dataOf(attributes);
  const faults = [
    ...nameFaults(attributes),
    ...schemaFaults(attributes),
    ...tenantFaults(attributes, rules.allowedTenants),
    ...data.faults,
  ];
  if (faults.length > 0) return { ok: false, faults };
  const { id, source, type, time } = attributes;
  const moment = momentOf(time ?? '') ?? rules.now();
  const subject = subjectOf(attributes);
  return {
    ok: true,
    envelope: { id, source, type, subject, time: moment.toISOString(), data: data.value },
  };
}

/** In: a path of names. Out: its JSON pointer (RFC 6901). */
export function pointerTo(path: readonly PropertyKey[]): string {
  const escaped = path.map((name) =>
    String(name).slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1'),
  );
  return escaped.map((name) => `/${name}`).join('');
}

function present(what: string): z.ZodString {
  return z.string({
    error: ({ input }) => (input === undefined ? 'is missing' : `must be ${what}`),
  });
}

function bounded(length: number): z.ZodString {
  return z
    .string()
    .min(1, 'must not be empty')
    .refine(
      isCloudEventString,
      'must not have control characters, noncharacters or surrogates without their pair',
    )
    .max(length, `must have at most ${length} characters`);
}

function faultOf({ path, message }: z.core.$ZodIssue): FieldFault {
  return { pointer: pointerTo(path), detail: message };
}

/** Everything besides the known ones is an extension: allowed, ignored, but it must look like one. */
function nameFaults(attributes: EventAttributes): readonly FieldFault[] {
  const names = Object.keys(attributes).filter((name) => name !== 'data_base64');
  return names
    .filter((name) => !NAME.test(name))
    .map((name) => ({ pointer: pointerTo([name]), detail: 'must be named of a-z and 0-9 only' }));
}

/** The CloudEvents project's own schema, for what is left: `source` is a URI reference, `dataschema` an absolute URI. */
function schemaFaults(attributes: EventAttributes): readonly FieldFault[] {
  const { specversion, id, source, type, subject, dataschema } = attributes;
  const optional = { ...(dataschema && { dataschema }) };
  try {
    new CloudEvent({ specversion, id, source, type, subject, ...optional });
    return [];
  } catch (error) {
    if (error instanceof ValidationError) return (error.errors ?? []).map(schemaFault);
    throw error;
  }
}

function schemaFault(error: unknown): FieldFault {
  const { instancePath, message } = error as { instancePath?: string; message?: string };
  return { pointer: instancePath ?? '', detail: message ?? 'is not valid' };
}

function tenantFaults(
  attributes: EventAttributes,
  allowedTenants: readonly string[],
): readonly FieldFault[] {
  const subject = subjectOf(attributes);
  if (subject.kind !== 'tenant' || isTenantAllowed(subject.tenantId, allowedTenants)) return [];
  return [{ pointer: '/subject', detail: 'names a tenant that ALLOWED_TENANTS does not let in' }];
}

/** GUIDs are compared as text later on, and Teams writes them in lower case. */
function subjectOf({ subject }: EventAttributes): Subject {
  const [, kind, given = ''] = SUBJECT.exec(subject) ?? [];
  const id = GUID.test(given) ? given.toLowerCase() : given;
  if (kind === 'tenant') return { kind, tenantId: id };
  return kind === 'user' ? { kind, userId: id } : { kind: 'enrollment', id };
}

function dataOf({ data, data_base64: base64 }: EventAttributes): {
  readonly value?: unknown;
  readonly faults: readonly FieldFault[];
} {
  if (typeof base64 !== 'string') return { value: data, faults: [] };
  if (data !== undefined && data !== null) return badData('must not stand beside data');
  const bytes = bytesOf(base64);
  const parsed = bytes && parseJson(bytes, MOST_VALUES);
  return parsed?.ok ? { value: parsed.value, faults: [] } : badData(BASE64_DETAIL);
}

function badData(detail: string): { readonly faults: readonly FieldFault[] } {
  return { faults: [{ pointer: '/data_base64', detail }] };
}
