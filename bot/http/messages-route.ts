// POST /api/messages: lets in what is an activity, hands it on, and answers for what becomes of it.

import type { Request, Response } from 'restify';
import { errorCode, errorPlace, type Log } from '../log.ts';
import { type IncomingActivity, isForeign, parseActivity } from './activity.ts';
import { type Problem, sendJson, sendProblem } from './answer.ts';
import { readJson } from './json-body.ts';

/** Runs one turn. Out: what to answer. Throws an AuthenticationError when the token is not good. */
export type Receive = (turn: {
  authorization: string;
  activity: IncomingActivity;
}) => Promise<{ status: number; body?: unknown }>;

export interface MessagesDeps {
  readonly receive: Receive;
  readonly log: Log;
  /** Without credentials: then replies may go to this machine only. */
  readonly anonymous: boolean;
}

type Admission =
  | { readonly ok: true; readonly activity: IncomingActivity }
  | { readonly ok: false; readonly problem: Problem };

/** botbuilder never sets its error's name, and lets jsonwebtoken's errors through as they are. */
const TOKEN_ERRORS: ReadonlySet<string> = new Set([
  'AuthenticationError',
  'JsonWebTokenError',
  'NotBeforeError',
  'TokenExpiredError',
]);

/** The route's handler. It answers every request itself and never rejects. */
export function createMessagesRoute({ receive, log, anonymous }: MessagesDeps) {
  return async function messages(request: Request, response: Response): Promise<void> {
    const admission = await admit(request, anonymous);
    if (!admission.ok) {
      sendProblem(response, admission.problem);
      return;
    }
    try {
      const authorization = request.headers.authorization ?? '';
      const { status, body } = await receive({ authorization, activity: admission.activity });
      sendJson(response, status, body);
    } catch (error) {
      answerFailure(response, error, log);
    }
  };
}

async function admit(request: Request, anonymous: boolean): Promise<Admission> {
  const body = await readJson(request);
  if (!body.ok) return body;
  const parsed = parseActivity(body.value);
  if (!parsed.ok) return { ok: false, problem: { status: 400, detail: parsed.detail } };
  if (!anonymous || !isForeign(parsed.activity)) return parsed;
  const detail = 'Without credentials the bot answers this machine only: serviceUrl must be local.';
  return { ok: false, problem: { status: 403, detail } };
}

function answerFailure(response: Response, error: unknown, log: Log): void {
  const code = errorCode(error);
  if (!isTokenError(error)) {
    log.error('turn-failed', { code, at: errorPlace(error) });
    sendProblem(response, { status: 500, detail: 'The turn failed; the log names the reason.' });
    return;
  }
  log.warn('token-refused', { code });
  const status = (error as { statusCode?: unknown }).statusCode === 403 ? 403 : 401;
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  sendProblem(response, { status, detail: 'A token of the Bot Framework for this bot is needed.' });
}

function isTokenError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return TOKEN_ERRORS.has(error.name) || TOKEN_ERRORS.has(error.constructor.name);
}
