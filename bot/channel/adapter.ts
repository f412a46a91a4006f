// The SDK's adapter: token checked, turn run; a throw becomes one sentence to the person and a code in the log.

import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import { languageOf } from '../../services/texts/languages.ts';
import { textsIn } from '../../services/texts/texts.ts';
import { languageAt } from '../../dialogs/scene.ts';
import { errorCode, errorPlace, type Log } from '../log.ts';
import { AppCredentialsFactory } from './app-credentials.ts';
import { causeOf } from './dialog-error.ts';

export interface AdapterParts {
  /** botbuilder's own names, credentials too; empty = anonymous. */
  readonly botFramework: Readonly<Record<string, string>>;
  readonly log: Log;
  /** A short number that the person can quote and the log carries. */
  readonly newNumber: () => string;
}

/** CloudAdapter with the door one level lower: our route has read and checked the body already. */
export class TeamsAdapter extends CloudAdapter {
  constructor(parts: AdapterParts) {
    const factory = new AppCredentialsFactory(parts.botFramework);
    super(new ConfigurationBotFrameworkAuthentication(parts.botFramework, factory));
    this.onTurnError = (context, error) => tellFailure(context, error, parts);
  }

  /**
   * Runs a turn. In: the Authorization header and the activity. Out: what an invoke or expectReplies answers.
   * Throws the SDK's AuthenticationError for a token that is not good.
   */
  receive(
    authorization: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, withDates(activity), logic);
  }
}

async function tellFailure(
  context: TurnContext,
  thrown: Error,
  { log, newNumber }: AdapterParts,
): Promise<void> {
  const error = causeOf(thrown);
  const number = newNumber();
  const { activity } = context;
  log.error('turn-failed', {
    number,
    code: errorCode(error),
    at: errorPlace(error),
    activityType: activity.type,
  });
  if (!['message', 'invoke'].includes(activity.type)) return;
  const say = textsIn(languageAt(context) ?? languageOf(activity.locale));
  try {
    await context.sendActivity(say('turn.failed', { number }));
  } catch (second) {
    log.error('failure-not-told', { number, code: errorCode(second) });
  }
}

/** The SDK counts on dates where JSON has text. */
function withDates(activity: Activity): Activity {
  const { timestamp, localTimestamp, expiration } = activity as unknown as Record<string, unknown>;
  return {
    ...activity,
    ...dated('timestamp', timestamp),
    ...dated('localTimestamp', localTimestamp),
    ...dated('expiration', expiration),
  };
}

function dated(name: string, value: unknown): Record<string, Date> {
  return typeof value === 'string' ? { [name]: new Date(value) } : {};
}
