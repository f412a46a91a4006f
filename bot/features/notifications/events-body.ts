// Takes CloudEvents out of an HTTP request: structured, batched or binary, as the HTTP protocol binding 1.0 has them.
// Not the package's HTTP.toEvent: it invents missing ids and times, replaces bad ones, and names no item of a batch.

import type { IncomingHttpHeaders } from 'node:http';
import type { Request } from 'restify';
import type { FieldFault, RefusedRequest } from '../../http/answer.ts';
import { parseJson, readBytes } from '../../http/json-body.ts';
import { isJsonMediaType, mediaTypeOf } from '../../http/media-type.ts';
import { readBinaryHeaders } from './binary-headers.ts';

export type EventsBody =
  | { readonly ok: true; readonly batch: boolean; readonly events: readonly unknown[] }
  | RefusedRequest;

type Mode = 'structured' | 'batch' | 'binary';

/** So that a body of 1 MB, whichever megabyte is meant, is too large. */
const LIMIT_BYTES = 1_000_000;
const MAX_BATCH = 1_000;
const MOST_VALUES = 100 * MAX_BATCH;
const FORMATS = 'application/cloudevents';

/** Reads the request. Out: the events' attributes and data, unchecked, or the problem to answer with. */
export async function readEvents(request: Request): Promise<EventsBody> {
  const mode = modeOf(request.headers);
  if (!mode) return wrong(415, 'Of the formats of CloudEvents only JSON is understood.');
  const body = await readBytes(request, LIMIT_BYTES);
  if (!body.ok) return body;
  if (mode === 'binary') return binary(request, body.bytes);
  const parsed = parseJson(body.bytes, MOST_VALUES);
  if (!parsed.ok) return parsed;
  return mode === 'batch' ? batched(parsed.value) : single(parsed.value);
}

function modeOf(headers: IncomingHttpHeaders): Mode | undefined {
  const type = mediaTypeOf(headers['content-type']);
  if (type === `${FORMATS}+json`) return 'structured';
  if (type === `${FORMATS}-batch+json`) return 'batch';
  const isFormat = headers['content-type']?.trim().toLowerCase().startsWith(FORMATS) ?? false;
  return isFormat ? undefined : 'binary';
}

function batched(value: unknown): EventsBody {
  if (!Array.isArray(value)) return wrong(400, 'A batch must be a JSON array.');
  if (value.length <= MAX_BATCH) return { ok: true, batch: true, events: value };
  return wrong(400, `A batch may have ${MAX_BATCH} events; this one has ${value.length}.`);
}

function single(event: unknown): EventsBody {
  return { ok: true, batch: false, events: [event] };
}

function binary(request: Request, body: Buffer): EventsBody {
  const { attributes, faults } = readBinaryHeaders(request);
  if (faults.length > 0) return wrong(400, 'The event is not as it must be.', faults);
  // Three names that the binding keeps for the body and its type.
  const reserved = { data: undefined, data_base64: undefined };
  const datacontenttype = request.headers['content-type'];
  return withData({ ...attributes, ...reserved, datacontenttype }, body);
}

/** Data that is not JSON stays out; that its type is wrong will be said with the other faults. */
function withData(attributes: Record<string, unknown>, body: Buffer): EventsBody {
  const type = attributes['datacontenttype'] as string | undefined;
  const isJson = type === undefined || isJsonMediaType(type);
  if (body.length === 0 || !isJson) return single(attributes);
  const data = parseJson(body, MOST_VALUES);
  return data.ok ? single({ ...attributes, data: data.value }) : data;
}

function wrong(status: number, detail: string, faults?: readonly FieldFault[]): EventsBody {
  const errors = faults ?? (status === 400 ? [{ pointer: '', detail }] : undefined);
  return { ok: false, problem: { status, detail, errors } };
}
