// The SDK's multi-turn sample: a waterfall of text prompts, its state in memory.

import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  type Request,
  UserState,
} from 'botbuilder';
import {
  ComponentDialog,
  DialogSet,
  DialogTurnStatus,
  TextPrompt,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import { createServer, plugins } from 'restify';
import { serveBench } from '../bot-process.ts';

const STEPS = 6;

class ProfileDialog extends ComponentDialog {
  constructor() {
    super('profile');
    const ask = (step: WaterfallStepContext) =>
      step.prompt('text', { prompt: `Please enter value ${step.index}.` });
    this.addDialog(new TextPrompt('text'));
    this.addDialog(
      new WaterfallDialog('steps', [
        ...Array.from({ length: STEPS }, () => ask),
        (step: WaterfallStepContext) => step.endDialog(),
      ]),
    );
    this.initialDialogId = 'steps';
  }
}

const storage = new MemoryStorage();
const conversationState = new ConversationState(storage);
const userState = new UserState(storage);
const dialog = new ProfileDialog();
const dialogs = new DialogSet(conversationState.createProperty('DialogState'));
dialogs.add(dialog);
const profile = userState.createProperty('profile');

class DialogBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      await profile.get(context, {});
      const dc = await dialogs.createContext(context);
      const { status } = await dc.continueDialog();
      if (status === DialogTurnStatus.empty || status === DialogTurnStatus.complete)
        await dc.beginDialog(dialog.id);
      await conversationState.saveChanges(context);
      await userState.saveChanges(context);
      await next();
    });
  }
}

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const bot = new DialogBot();
const server = createServer();
server.use(plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request as Request, response, (context) => bot.run(context));
});
serveBench(server);
