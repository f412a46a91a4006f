import assert from 'node:assert/strict';
import { type Activity, TestAdapter, TurnContext, type StatePropertyAccessor } from 'botbuilder';
import {
  Dialog,
  DialogSet,
  type DialogState,
  type DialogTurnResult,
  WaterfallDialog,
  type WaterfallStep,
} from 'botbuilder-dialogs';
import { LeanDialogSet, leanChild } from '../../../dialogs/sdk/dialog-context.ts';
import { LeanWaterfallDialog } from '../../../dialogs/sdk/waterfall.ts';

type Steps = readonly WaterfallStep[];
interface Tracked {
  readonly name: string;
  readonly properties?: Record<string, unknown> | undefined;
}

interface World {
  readonly state: Partial<DialogState>;
  readonly tracked: Tracked[];
  readonly dialogs: DialogSet;
}

/** What is done in one turn, in both worlds. */
type Deed = (dialogs: DialogSet, context: TurnContext) => Promise<unknown>;

const WAITS: WaterfallStep = async function waits() {
  return Promise.resolve(Dialog.EndOfTurn);
};
const ENDS: WaterfallStep = async function ends(step) {
  return step.endDialog({ heard: step.result as unknown });
};
const GOES_ON: WaterfallStep = async function goesOn(step) {
  return step.next('at once');
};
const BEGINS_INNER: WaterfallStep = async function beginsInner(step) {
  return step.beginDialog('inner', { from: 'outer' });
};
const REPLACES: WaterfallStep = async function replaces(step) {
  return step.replaceDialog('inner', { from: 'replaced' });
};
const REMEMBERS: WaterfallStep = async function remembers(step) {
  Object.assign(step.values, { options: step.options, index: step.index, reason: step.reason });
  return Promise.resolve(Dialog.EndOfTurn);
};

const begin: Deed = async (dialogs, context) =>
  (await dialogs.createContext(context)).beginDialog('outer', { asked: 1 });
const goOn: Deed = async (dialogs, context) =>
  (await dialogs.createContext(context)).continueDialog();
const cancel: Deed = async (dialogs, context) =>
  (await dialogs.createContext(context)).cancelAllDialogs();

describe('a lean waterfall', () => {
  const courses: Record<string, { outer: Steps; inner?: Steps; deeds: readonly Deed[] }> = {
    'waits and goes on with what is said': { outer: [WAITS, ENDS], deeds: [begin, goOn] },
    'goes on by itself': { outer: [GOES_ON, GOES_ON, ENDS], deeds: [begin] },
    'ends after its last step': { outer: [WAITS, GOES_ON], deeds: [begin, goOn, goOn] },
    'keeps options, position and values': { outer: [REMEMBERS, ENDS], deeds: [begin, goOn] },
    'begins another and goes on with its result': {
      outer: [BEGINS_INNER, ENDS],
      inner: [WAITS, ENDS],
      deeds: [begin, goOn],
    },
    'is replaced by another': { outer: [REPLACES], inner: [WAITS, ENDS], deeds: [begin, goOn] },
    'is cancelled, with what it began': {
      outer: [BEGINS_INNER],
      inner: [WAITS],
      deeds: [begin, cancel, cancel, goOn],
    },
  };

  for (const [title, { outer, inner = [], deeds }] of Object.entries(courses)) {
    it(`${title}, as the SDK's does`, async () => {
      const lean = worldOf(LeanDialogSet, LeanWaterfallDialog, { outer, inner });
      const plain = worldOf(DialogSet, WaterfallDialog, { outer, inner });

      for (const deed of deeds) assert.deepEqual(await run(lean, deed), await run(plain, deed));

      assert.deepEqual(lean.tracked, plain.tracked);
    });
  }

  it('hears messages and invokes, and nothing else', async () => {
    const world = worldOf(LeanDialogSet, LeanWaterfallDialog, { outer: [WAITS, ENDS], inner: [] });
    await run(world, begin);

    const event = await run(world, goOn, { type: 'event', name: 'something' });
    const invoke = await run(world, goOn, { type: 'invoke', name: 'adaptiveCard/action' });

    const statuses = [event, invoke].map(({ result }) => (result as DialogTurnResult).status);
    assert.deepEqual(statuses, ['waiting', 'complete']);
  });

  it('refuses to go on twice from one step', async () => {
    const twice: WaterfallStep = async function twice(step) {
      await step.next();
      return step.next();
    };
    const world = worldOf(LeanDialogSet, LeanWaterfallDialog, { outer: [twice, WAITS], inner: [] });

    await assert.rejects(run(world, begin), /went on twice/u);
  });

  it('says which dialog is missing', async () => {
    const world = worldOf(LeanDialogSet, LeanWaterfallDialog, { outer: [WAITS], inner: [] });
    const missing: Deed = async (dialogs, context) =>
      (await dialogs.createContext(context)).beginDialog('nowhere');

    await assert.rejects(run(world, missing), /no dialog "nowhere"/u);
  });

  for (const path of ['turn.activity.text', 'turn.stepCount', 'dialog.options', 'this.stepIndex']) {
    it(`has "${path}" in memory, as the SDK's has`, async () => {
      const reading: WaterfallStep = async (step) =>
        step.endDialog(step.state.getValue<unknown>(path, 'nothing'));
      const lean = worldOf(LeanDialogSet, LeanWaterfallDialog, { outer: [reading], inner: [] });
      const plain = worldOf(DialogSet, WaterfallDialog, { outer: [reading], inner: [] });

      assert.deepEqual(await run(lean, begin), await run(plain, begin));
    });
  }

  it('hands the services of a context on to those inside of it', async () => {
    const world = worldOf(LeanDialogSet, LeanWaterfallDialog, { outer: [WAITS], inner: [] });
    const asking: Deed = async (dialogs, context) => {
      const outer = await dialogs.createContext(context);
      outer.services.set('clock', 'noon');
      return leanChild(dialogs, outer, { dialogStack: [] }).services.get<unknown>('clock');
    };

    const { result } = await run(world, asking);

    assert.equal(result, 'noon');
  });
});

interface Made {
  readonly outer: Steps;
  readonly inner: Steps;
}

function worldOf(
  Set: new (state: StatePropertyAccessor<DialogState>) => DialogSet,
  Waterfall: new (id: string, steps: WaterfallStep[]) => Dialog,
  { outer, inner }: Made,
): World {
  const world: { state: Partial<DialogState>; tracked: Tracked[] } = { state: {}, tracked: [] };
  const dialogs = new Set({
    get: () =>
      Promise.resolve(Object.assign(world.state, { dialogStack: world.state.dialogStack ?? [] })),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  });
  dialogs.add(new Waterfall('outer', [...outer]));
  dialogs.add(new Waterfall('inner', [...inner]));
  dialogs.telemetryClient = {
    trackEvent: ({ name, properties }) => void world.tracked.push(anonymous({ name, properties })),
    trackDependency: () => undefined,
    trackException: () => undefined,
    trackTrace: () => undefined,
    flush: () => undefined,
  };
  return Object.assign(world, { dialogs });
}

/** State goes through JSON between turns, and ids differ. */
async function run(
  world: World,
  deed: Deed,
  activity: Partial<Activity> = { type: 'message', text: 'hi' },
): Promise<{ readonly result: unknown; readonly stack: unknown }> {
  Object.assign(world.state, JSON.parse(JSON.stringify(world.state)));
  const context = new TurnContext(new TestAdapter(), activity);
  const result = await deed(world.dialogs, context);
  return { result, stack: withoutIds(world.state.dialogStack) };
}

function withoutIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, one: unknown) =>
    name === 'instanceId' ? 1 : one,
  );
}

function anonymous({ name, properties = {} }: Tracked): Tracked {
  const { InstanceId, ...rest } = properties;
  return { name, properties: { ...rest, hasId: typeof InstanceId === 'string' } };
}
