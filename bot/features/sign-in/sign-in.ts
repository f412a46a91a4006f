// Signing in, as the channel tells it. All network calls are made here, before the turn; the dialogs get what came of them.

import { type Activity, StatusCodes } from 'botbuilder';
import { z } from 'zod';
import type { Identities } from '../../../services/contacts/identities.ts';
import type { Directory, DirectoryFindings } from '../../../services/graph/directory.ts';
import { factsFor } from '../../../services/graph/known-values.ts';
import { recognizeInput } from '../../../dialogs/user-input.ts';
import type {
  SignInFailure,
  SignInOutcome,
  SignInResult,
} from '../../../dialogs/sign-in/sign-in-news.ts';
import { errorCode, type Log } from '../../monitoring/log.ts';
import { idsIn, isShared } from '../../teams/turn/address.ts';
import type { SignInHealth } from './sign-in-health.ts';
import type { TokenRequester, UserTokens } from '../../teams/sdk/user-tokens.ts';

export interface SignInDeps {
  /** The connection's name in the bot registration. */
  readonly connection: string;
  readonly tokens: UserTokens;
  readonly directory: Directory;
  readonly identities: Pick<Identities, 'find'>;
  readonly health: SignInHealth;
  readonly log: Log;
}

export interface SignIn {
  /**
   * Makes the calls that an activity needs, none in a group. Out: what came of them; undefined when it is not about
   * signing in. Never rejects.
   */
  before(requester: TokenRequester): Promise<SignInOutcome | undefined>;
  /** Signs the person out when they delete their data. Never rejects. */
  signOut(requester: TokenRequester): Promise<void>;
}

/** Signing in, and how it stands. */
export interface SigningIn {
  readonly signIn: SignIn;
  readonly health: SignInHealth;
}

interface SignInFinding {
  readonly status: StatusCodes;
  readonly body?: object;
  readonly news?: SignInResult;
}

const exchange = z.object({ id: z.string(), token: z.string().min(1), connectionName: z.string() });
const verify = z.object({ state: z.string().optional() });
const failure = z.object({ code: z.string().catch('unknown') });
/** What Teams puts where the code stands when the window was closed. */
const CANCELLED = 'CancelledByUser';

/** Signing in by one connection. */
export function createSignIn(deps: SignInDeps): SignIn {
  const { tokens, health, log } = deps;
  return {
    async before(requester) {
      const found = await find(requester, deps).catch((error: unknown) => {
        const code = errorCode(error);
        log.warn('sign-in-failed', { code });
        health.failed(code);
        return failed('unavailable', StatusCodes.INTERNAL_SERVER_ERROR);
      });
      return found && outcomeOf(found, requester.activity);
    },
    async signOut(requester) {
      await tokens.signOut(requester).catch((error: unknown) => {
        log.warn('sign-out-failed', { code: errorCode(error) });
      });
    },
  };
}

/** Only Teams' own invokes are answered here. */
function outcomeOf(
  { status, body, news: result }: SignInFinding,
  activity: Activity,
): SignInOutcome {
  if (nameOf(activity) === undefined) return { result };
  return { result, response: body === undefined ? { status } : { status, body } };
}

async function find(
  requester: TokenRequester,
  deps: SignInDeps,
): Promise<SignInFinding | undefined> {
  const { activity } = requester;
  const wish = wishIn(activity);
  if (wish === undefined) return undefined;
  if (!isShared(activity)) return HANDLERS[wish](requester, deps);
  return nameOf(activity) === undefined ? undefined : { status: StatusCodes.OK };
}

type SignInRequest = keyof typeof HANDLERS;
type SignInHandler = (requester: TokenRequester, deps: SignInDeps) => Promise<SignInFinding>;

const HANDLERS = {
  signIn: askToSignIn,
  signOut,
  'signin/tokenExchange': takeExchange,
  'signin/verifyState': takeCode,
  'signin/failure': takeFailure,
} as const satisfies Record<string, SignInHandler>;

function wishIn(activity: Activity): SignInRequest | undefined {
  const name = nameOf(activity);
  if (name !== undefined) return name;
  const said = recognizeInput(activity);
  if (said.kind === 'command' && isWish(said.command)) return said.command;
  return said.kind === 'action' && isWish(said.action.action) ? said.action.action : undefined;
}

function isWish(word: string): word is 'signIn' | 'signOut' {
  return word === 'signIn' || word === 'signOut';
}

/** Who is signed in already is not asked again. */
async function askToSignIn(requester: TokenRequester, deps: SignInDeps): Promise<SignInFinding> {
  const token = await deps.tokens.current(requester);
  if (token !== undefined) return readWith(requester, deps, token);
  const resource = await deps.tokens.resource(requester);
  deps.health.worked();
  const card = { connectionName: deps.connection, resource };
  return { status: StatusCodes.OK, news: { kind: 'toSignIn', card } };
}

async function signOut(requester: TokenRequester, { tokens }: SignInDeps): Promise<SignInFinding> {
  await tokens.signOut(requester);
  return { status: StatusCodes.OK, news: { kind: 'signedOut' } };
}

/** 412 makes Teams show the card's button: the person has to consent, or to sign in by hand. */
async function takeExchange(requester: TokenRequester, deps: SignInDeps): Promise<SignInFinding> {
  const offered = exchange.safeParse(requester.activity.value);
  if (!offered.success || offered.data.connectionName !== deps.connection) {
    return { status: StatusCodes.BAD_REQUEST };
  }
  const { id, token: theirs, connectionName } = offered.data;
  const token = await deps.tokens.exchange(requester, theirs).catch((error: unknown) => {
    deps.log.warn('token-not-exchanged', { code: errorCode(error) });
    return undefined;
  });
  if (token !== undefined) return readWith(requester, deps, token, id);
  const failureDetail = 'The bot is unable to exchange token. Proceed with regular login.';
  const body = { id, connectionName, failureDetail };
  return { status: StatusCodes.PRECONDITION_FAILED, body };
}

async function takeCode(requester: TokenRequester, deps: SignInDeps): Promise<SignInFinding> {
  const { state = '' } = verify.safeParse(requester.activity.value).data ?? {};
  if (state === CANCELLED) return failed('declined');
  const token = await deps.tokens.current(requester, state);
  return token === undefined
    ? failed('wrongCode', StatusCodes.NOT_FOUND)
    : readWith(requester, deps, token);
}

/** Teams shows nothing by itself then; the same card without the silent way still works. */
async function takeFailure(requester: TokenRequester, deps: SignInDeps): Promise<SignInFinding> {
  const code = failure.safeParse(requester.activity.value).data?.code ?? 'unknown';
  deps.log.warn('silent-sign-in-failed', { code: code.replace(/[^\w.]/gu, '').slice(0, 60) });
  const { signInLink } = await deps.tokens.resource(requester);
  const resource = { signInLink } as Awaited<ReturnType<UserTokens['resource']>>;
  const card = { connectionName: deps.connection, resource };
  return { status: StatusCodes.OK, news: { kind: 'toSignIn', card } };
}

async function readWith(
  requester: TokenRequester,
  { directory, identities, health, log }: SignInDeps,
  token: string,
  exchangeId?: string,
): Promise<SignInFinding> {
  const findings = await directory.read(token);
  log.info('directory-read', { gaps: Object.entries(findings.gaps).map(String).join(' ') });
  health.read(findings.gaps);
  const ids = idsIn(requester.activity);
  const personId = await identities.find(ids);
  const told = factsFor({ tenantId: ids.tenantId, personId }, findings);
  if (told === undefined) return failed(whyNothing(findings));
  return { status: StatusCodes.OK, news: { kind: 'read', told, exchangeId } };
}

function whyNothing({ organization, account, gaps }: DirectoryFindings): SignInFailure {
  if (organization !== undefined || account !== undefined) return 'otherTenant';
  const all = Object.values(gaps);
  if (all.includes('expired')) return 'expired';
  return all.every((gap) => gap === 'notPermitted') ? 'nothing' : 'unavailable';
}

function failed(why: SignInFailure, status = StatusCodes.OK): SignInFinding {
  return { status, news: { kind: 'failed', why } };
}

/** The invoke's name, when it is one of a sign-in's. */
function nameOf({ type, name }: { type: string; name?: string }): SignInRequest | undefined {
  return type === 'invoke' && name?.startsWith('signin/') === true && name in HANDLERS
    ? (name as SignInRequest)
    : undefined;
}
