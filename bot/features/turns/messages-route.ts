// POST /api/messages: lets in what is an activity, hands it on, and answers for what becomes of it.

import type { ClaimsIdentity } from 'botframework-connector';
import type { Request, Response } from 'restify';
import { errorFields, type Log } from '../../monitoring/log.ts';
import type { Routes } from '../../http/server.ts';
import { type IncomingActivity, parseActivity } from '../../teams/admission/activity.ts';
import type { Admission, Admit } from '../../teams/admission/admission.ts';
import type { Receive } from '../../teams/turn/turn-runner.ts';
import {
  type ProblemDetails,
  type RefusedRequest,
  sendJson,
  sendProblem,
} from '../../http/answer.ts';
import { readJson } from '../../http/json-body.ts';

export interface MessagesDeps {
  readonly receive: Receive;
  readonly admit: Admit;
  readonly log: Log;
}

type Reading = { readonly ok: true; readonly activity: IncomingActivity } | RefusedRequest;

const RETRY_SECONDS = 5;
/** The SDK's answer to an invoke that nobody answers; it is the sender's mistake and no fault of the server. */
const NOT_IMPLEMENTED = 501;
const UNANSWERED = 'This invoke has no answer here.';

/** The channel's address. */
export function messagesRoutes(deps: MessagesDeps): Routes {
  return (server) => {
    server.post('/api/messages', createMessagesRoute(deps));
  };
}

/** The route's handler. It answers every request itself and never rejects. */
function createMessagesRoute({ receive, admit, log }: MessagesDeps) {
  return async function messages(request: Request, response: Response): Promise<void> {
    const reading = await read(request);
    if (!reading.ok) {
      refuse(response, reading.problem);
      return;
    }
    try {
      const { activity } = reading;
      const admission = await admit({ authorization: authorizationOf(request), activity });
      await answer(response, admission, (identity) => receive({ identity, activity }));
    } catch (error) {
      answerFailure(response, error, log);
    }
  };
}

async function read(request: Request): Promise<Reading> {
  const body = await readJson(request);
  if (!body.ok) return body;
  const parsed = parseActivity(body.value);
  return parsed.ok ? parsed : { ok: false, problem: { status: 400, detail: parsed.detail } };
}

/** node keeps the first of several fields: who sends two may mean another one to be read than we do. */
function authorizationOf({ headers, rawHeaders }: Request): string {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  const given = names.filter((name) => name.toLowerCase() === 'authorization');
  return given.length === 1 ? (headers.authorization ?? '') : '';
}

async function answer(
  response: Response,
  admission: Admission,
  turn: (identity: ClaimsIdentity) => ReturnType<Receive>,
): Promise<void> {
  switch (admission.kind) {
    case 'refused':
      refuse(response, admission.problem);
      return;
    case 'answered':
      sendJson(response, 200, admission.body);
      return;
    case 'in': {
      const { status, body } = await turn(admission.identity);
      if (status === NOT_IMPLEMENTED) refuse(response, { status: 400, detail: UNANSWERED });
      else sendJson(response, status, body);
    }
  }
}

function refuse(response: Response, problem: ProblemDetails): void {
  if (problem.status === 401) response.setHeader('www-authenticate', 'Bearer');
  if (problem.status === 503) response.setHeader('retry-after', String(RETRY_SECONDS));
  sendProblem(response, problem);
}

function answerFailure(response: Response, error: unknown, log: Log): void {
  log.error('turn-failed', errorFields(error));
  sendProblem(response, { status: 500, detail: 'The turn failed; the log names the reason.' });
}
