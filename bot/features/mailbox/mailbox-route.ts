// POST /api/webhooks/graph, …/lifecycle [mailbox-notifications]: store, answer, then work.
// Unproved items are dropped with the same answer, so that nobody learns which subscriptions exist.

import type { Request, Response } from 'restify';
import type { NotificationVerdicts } from '../../../services/mailbox/change-notifications.ts';
import type { MailboxWorker } from '../../../services/mailbox/worker.ts';
import { errorFields, type Log } from '../../monitoring/log.ts';
import { sendJson, sendProblem } from '../../http/answer.ts';
import { parseJson, readBytes } from '../../http/json-body.ts';
import type { Routes } from '../../http/server.ts';

export interface GraphDeps {
  readonly worker: Pick<MailboxWorker, 'takeNotices' | 'takeLifecycle'>;
  /** Counts what became of them. */
  readonly counted: (verdicts: NotificationVerdicts) => void;
  readonly log: Log;
}

const LIMIT_BYTES = 1_000_000;
const MOST_ITEMS = 1_000;
/** A full list has about 13 values an item. */
const MOST_VALUES = 20_000;
/** Printable and nothing that could be markup, whoever shows it. Tokens are opaque; those seen are words and GUIDs. */
const TOKEN = /^[ !#-%'-;=?-~]{1,2048}$/u;

/** Both addresses. */
export function graphRoutes(deps: GraphDeps): Routes {
  return (server) => {
    server.post('/api/webhooks/graph', createHandler(deps, 'takeNotices'));
    server.post('/api/webhooks/graph/lifecycle', createHandler(deps, 'takeLifecycle'));
  };
}

/** 200 with the token for a validation; 202 once kept or dropped; 400, 413, 415; 500 when it could not be kept. */
function createHandler({ worker, counted, log }: GraphDeps, take: keyof GraphDeps['worker']) {
  return async function graph(request: Request, response: Response): Promise<void> {
    const token = validationToken(request);
    if (token !== undefined) {
      answerValidation(response, token);
      return;
    }
    const body = await readBytes(request, LIMIT_BYTES);
    const parsed = body.ok ? parseJson(body.bytes, MOST_VALUES) : body;
    if (!parsed.ok) {
      sendProblem(response, parsed.problem);
      return;
    }
    const items = itemsOf(parsed.value);
    if (items === undefined) {
      const detail = `The body must be an object whose "value" is a list of at most ${MOST_ITEMS}.`;
      sendProblem(response, { status: 400, detail });
      return;
    }
    try {
      counted(await worker[take](items));
      sendJson(response, 202);
    } catch (error) {
      log.error('notification-not-kept', errorFields(error));
      sendProblem(response, { status: 500, detail: 'It could not be kept; send it again.' });
    }
  };
}

/** As a form's field: a plus is a blank. Out: undefined when there is none. */
function validationToken(request: Request): string | undefined {
  return new URLSearchParams(request.getQuery()).get('validationToken') ?? undefined;
}

function answerValidation(response: Response, token: string): void {
  if (!TOKEN.test(token)) {
    sendProblem(response, { status: 400, detail: 'This is no validation token.' });
    return;
  }
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(Buffer.byteLength(token)),
  };
  response.sendRaw(200, token, headers);
}

function itemsOf(body: unknown): readonly unknown[] | undefined {
  const value = (body as { readonly value?: unknown } | null)?.value;
  return Array.isArray(value) && value.length <= MOST_ITEMS ? value : undefined;
}
