// POST /api/webhooks/partner-center: lets in what Partner Center has signed, and answers 200 only when it is stored.
// In this order: headers, size, signature over the raw bytes, then meaning. Nothing of an unproved body is parsed.

import type { Counter } from 'prom-client';
import type { Request, Response } from 'restify';
import {
  readWebhook,
  type WebhookEvent,
} from '../../../services/partner-center/webhooks/webhook-event.ts';
import {
  readSignature,
  refusalOf,
  type ProofDeps,
} from '../../../services/partner-center/webhooks/webhook-proof.ts';
import type { Log } from '../../monitoring/log.ts';
import { sendJson, sendProblem } from '../../http/answer.ts';
import { parseJson, readBytes } from '../../http/json-body.ts';
import { isJsonMediaType } from '../../http/media-type.ts';
import type { Routes } from '../../http/server.ts';

export interface PartnerCenterRouteDeps {
  readonly proof: ProofDeps;
  /** Stores the event durably. Out: whether it is new. */
  readonly receive: (event: WebhookEvent) => Promise<boolean>;
  readonly log: Log;
  /** Counts what came of each call. */
  readonly webhooks: Counter<'outcome'>;
}

interface Verdict {
  readonly status: number;
  readonly outcome: 'accepted' | 'duplicate' | 'test' | 'ignored' | 'refused';
  readonly code: string;
}

/** An event has five short fields. */
const LIMIT_BYTES = 16 * 1024;
const MOST_VALUES = 100;
const DETAIL = 'This is no event that Partner Center has signed for this address.';
const LATER = 'The certificate cannot be had just now; send it again later.';

/** The address of the webhook. */
export function partnerCenterRoutes(deps: PartnerCenterRouteDeps): Routes {
  return (server) => {
    server.post('/api/webhooks/partner-center', createPartnerCenterRoute(deps));
  };
}

/** The handler: 200 taken or of no interest; 400, 401, 413, 415 refused; 503 when it cannot be proved just now. */
function createPartnerCenterRoute(deps: PartnerCenterRouteDeps) {
  return async function partnerCenterWebhook(request: Request, response: Response): Promise<void> {
    const { status, outcome, code } = await judge(deps, request);
    deps.webhooks.inc({ outcome });
    if (status === 200) {
      deps.log.info('webhook-taken', { from: 'partner-center', outcome, code });
      sendJson(response, 200);
      return;
    }
    deps.log.warn('webhook-refused', { from: 'partner-center', code });
    request.resume();
    sendProblem(response, { status, detail: status === 503 ? LATER : DETAIL });
  };
}

async function judge(deps: PartnerCenterRouteDeps, request: Request): Promise<Verdict> {
  const signature = readSignature({
    authorization: request.headers.authorization,
    msSignature: one(request, 'x-ms-signature'),
    certificateUrl: one(request, 'x-ms-certificate-url'),
    algorithm: one(request, 'x-ms-signature-algorithm'),
  });
  if ('status' in signature) return refused(signature.status, signature.code);
  if (!isJsonMediaType(request.headers['content-type'])) return refused(415, 'contentType');
  const body = await readBytes(request, LIMIT_BYTES);
  if (!body.ok) return refused(body.problem.status, 'body');
  const refusal = await refusalOf(deps.proof, body.bytes, signature);
  if (refusal) return refused(refusal.status, refusal.code);
  return await take(deps, body.bytes);
}

async function take({ proof, receive }: PartnerCenterRouteDeps, bytes: Buffer): Promise<Verdict> {
  const json = parseJson(bytes, MOST_VALUES);
  if (!json.ok) return refused(400, 'notJson');
  const reading = readWebhook(json.value, proof.now());
  if (reading.kind === 'refused') return refused(400, reading.code);
  switch (reading.meaning) {
    case 'none':
      return { status: 200, outcome: 'ignored', code: 'ignored' };
    case 'test':
      return { status: 200, outcome: 'test', code: 'test' };
    case 'customerAccepted': {
      const outcome = (await receive(reading.event)) ? 'accepted' : 'duplicate';
      return { status: 200, outcome, code: reading.meaning };
    }
  }
}

function refused(status: number, code: string): Verdict {
  return { status, outcome: 'refused', code };
}

/** node joins repeated headers with a comma, so what was sent twice fits no form. */
function one(request: Request, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
