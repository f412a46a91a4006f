import assert from 'node:assert/strict';
import type { Activity, Attachment, TokenResponse } from 'botbuilder';
import {
  AttachmentPrompt,
  ChoicePrompt,
  ComponentDialog,
  ConfirmPrompt,
  DateTimePrompt,
  Dialog,
  type DialogContext,
  type DialogState,
  type DialogTurnResult,
  DialogTurnStatus,
  NumberPrompt,
  OAuthPrompt,
  type PromptOptions,
  TextPrompt,
  WaterfallDialog,
  type WaterfallStep,
} from 'botbuilder-dialogs';
import { ClaimsIdentity } from 'botframework-connector';
import { TeamsAdapter } from '../../bot/teams/sdk/adapter.ts';
import { RootDialog } from '../../dialogs/root-dialog.ts';
import { LeanDialogSet } from '../../dialogs/sdk/dialog-context.ts';
import { LeanWaterfallDialog } from '../../dialogs/sdk/waterfall.ts';
import { servicesWith, setTurn } from '../support/dialog-conversation.ts';

type Incoming = string | Partial<Activity>;
type Say = (incoming: Incoming) => Promise<readonly Partial<Activity>[]>;

interface Course {
  readonly prompt: Dialog;
  readonly options?: Partial<PromptOptions>;
  readonly bad: Incoming;
  readonly good: Incoming;
  readonly result: unknown;
}

const PHOTO: Attachment = { contentType: 'image/png', contentUrl: 'https://example.com/photo.png' };
const TOKEN = { channelId: 'msteams', connectionName: 'graph', token: 'a token', expiration: '' };
const SIGN_IN = { connectionName: 'graph', title: 'Sign in', text: 'Please' };

const COURSES: Readonly<Record<string, Course>> = {
  TextPrompt: {
    prompt: new TextPrompt('prompt', ({ recognized: { value = '' } }) =>
      Promise.resolve(value.length > 3),
    ),
    bad: 'no',
    good: 'Contoso Limited',
    result: 'Contoso Limited',
  },
  NumberPrompt: {
    prompt: new NumberPrompt('prompt', undefined, 'en-us'),
    bad: 'a great many',
    good: '123456',
    result: 123456,
  },
  ConfirmPrompt: {
    prompt: new ConfirmPrompt('prompt', undefined, 'en-us'),
    bad: 'perhaps',
    good: 'yes',
    result: true,
  },
  ChoicePrompt: {
    prompt: new ChoicePrompt('prompt', undefined, 'en-us'),
    options: { choices: ['red', 'blue'] },
    bad: 'green',
    good: 'blue',
    result: { value: 'blue', index: 1, score: 1, synonym: 'blue' },
  },
  DateTimePrompt: {
    prompt: new DateTimePrompt('prompt', undefined, 'en-us'),
    bad: 'whenever',
    good: '2026-05-03',
    result: [{ timex: '2026-05-03', type: 'date', value: '2026-05-03' }],
  },
  AttachmentPrompt: {
    prompt: new AttachmentPrompt('prompt'),
    bad: 'here it is',
    good: { text: '', attachments: [PHOTO] },
    result: [PHOTO],
  },
  OAuthPrompt: {
    prompt: new OAuthPrompt('prompt', SIGN_IN),
    bad: 'what code?',
    good: '123456',
    result: TOKEN,
  },
};

describe('the root dialog, with a prompt of the SDK', () => {
  for (const [name, { prompt, options = {}, bad, good, result }] of Object.entries(COURSES)) {
    it(`asks by a ${name}, asks again, and goes on with the result`, async () => {
      const say = conversationWith(asking(LeanWaterfallDialog, options), prompt);

      const asked = await say('hi there');
      const again = await say(bad);
      const done = await say(good);

      assert.equal(asked.length, 1);
      assert.match(JSON.stringify(asked[0]), /What\?|Please/u);
      assert.match(JSON.stringify(again), /Once more\?/u);
      assert.deepEqual(JSON.parse(wordsOf(done)), result);
    });
  }

  it('works with a waterfall of the SDK inside of a component', async () => {
    const inner = asking(WaterfallDialog, {});
    const component = new ComponentDialog('survey')
      .addDialog(new WaterfallDialog('inner', [(step) => step.beginDialog('survey')]))
      .addDialog(inner)
      .addDialog(new NumberPrompt('prompt', undefined, 'en-us'));
    const say = conversationWith(component);

    const replies = [await say('hi there'), await say('none'), await say('7')];

    assert.deepEqual(replies.map(wordsOf), ['What?', 'Once more?', '7']);
  });

  it('does a command first, and asks again', async () => {
    const say = conversationWith(asking(LeanWaterfallDialog, {}), COURSES['TextPrompt']?.prompt);
    await say('hi there');

    const [told, again] = await say('status');
    const done = await say('Contoso Limited');

    assert.match(wordsOf(told), /no enrollment/iu);
    assert.equal(wordsOf(again), 'What?');
    assert.equal(wordsOf(done), '"Contoso Limited"');
  });

  it('does what a button of ours means first, and asks again', async () => {
    const say = conversationWith(asking(LeanWaterfallDialog, {}), COURSES['TextPrompt']?.prompt);
    await say('hi there');

    const replies = await say({ value: { action: 'human' } });

    assert.equal(replies.length, 2);
    assert.equal(wordsOf(replies[1]), 'What?');
  });

  it('keeps a secret from it', async () => {
    const say = conversationWith(asking(LeanWaterfallDialog, {}), COURSES['TextPrompt']?.prompt);
    await say('hi there');

    const [told, again] = await say('my password is hunter2!');

    assert.match(wordsOf(told), /password/iu);
    assert.equal(wordsOf(again), 'What?');
  });

  it('gives it questions too, and answers them again afterwards', async () => {
    const say = conversationWith(asking(LeanWaterfallDialog, {}), COURSES['TextPrompt']?.prompt);
    await say('hi there');

    const taken = await say('What is a PartnerID?');
    const answered = await say('What is a PartnerID?');

    assert.equal(wordsOf(taken), '"What is a PartnerID?"');
    assert.equal(answered[0]?.attachments?.length, 1);
  });
});

/** Its first turn begins the dialog "survey". */
class SurveyRoot extends RootDialog {
  override async beginDialog(outer: DialogContext): Promise<DialogTurnResult> {
    await this.createChildContext(outer).beginDialog('survey');
    return Dialog.EndOfTurn;
  }
}

function asking(
  Waterfall: new (id: string, steps: WaterfallStep[]) => Dialog,
  options: Partial<PromptOptions>,
): Dialog {
  return new Waterfall('survey', [
    async function ask(step) {
      return step.prompt('prompt', { prompt: 'What?', retryPrompt: 'Once more?', ...options });
    },
    async function record(step) {
      await step.context.sendActivity(JSON.stringify(step.result));
      return step.endDialog();
    },
  ]);
}

/** A conversation over the bot's own adapter. The stack goes through JSON between turns. */
function conversationWith(...dialogs: readonly (Dialog | undefined)[]): Say {
  const root = new SurveyRoot(servicesWith());
  for (const dialog of dialogs) if (dialog !== undefined) root.addDialog(dialog);
  const adapter = new TeamsAdapter({ userTokens: () => USER_TOKENS });
  let stored = '{"dialogStack":[]}';

  return async (incoming) => {
    const state = JSON.parse(stored) as DialogState;
    const set = new LeanDialogSet({
      get: () => Promise.resolve(state),
      set: () => Promise.resolve(),
      delete: () => Promise.resolve(),
    });
    set.add(root);
    const { replies } = await adapter.runLogic(CALLER, activityOf(incoming), async (context) => {
      setTurn(context, 'en');
      const dc = await set.createContext(context);
      const { status } = await dc.continueDialog();
      if (status === DialogTurnStatus.empty) await dc.beginDialog(root.id);
    });
    stored = JSON.stringify(state);
    return replies.map(({ body }) => JSON.parse(body) as Partial<Activity>);
  };
}

const CALLER = new ClaimsIdentity([]);

const USER_TOKENS = {
  getUserToken: (...[, , , code]: readonly string[]): Promise<TokenResponse | undefined> =>
    Promise.resolve(code === '123456' ? TOKEN : undefined),
  getSignInResource: () => Promise.resolve({ signInLink: 'https://token.example.com' }),
} as unknown as ReturnType<ConstructorParameters<typeof TeamsAdapter>[0]['userTokens']>;

function activityOf(incoming: Incoming): Activity {
  const given = typeof incoming === 'string' ? { text: incoming } : incoming;
  const activity = {
    ...{ type: 'message', id: '1', channelId: 'msteams', serviceUrl: 'http://127.0.0.1' },
    ...{ conversation: { id: 'chat' }, from: { id: 'anna' }, recipient: { id: 'bot' } },
    ...given,
  };
  return activity as Activity;
}

function wordsOf(replies: Partial<Activity> | readonly Partial<Activity>[] | undefined): string {
  return [replies ?? []]
    .flat()
    .map(({ text }) => text ?? '')
    .join('\n');
}
