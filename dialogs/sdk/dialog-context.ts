// The SDK's dialog contexts, doing the same with native promises and without dialog events, which no dialog here uses. Memory
// scopes and services are built for who asks: the SDK's prompts do. What that saves a turn: docs/decisions/0036-lean-dialogs.md.

import {
  type StatePropertyAccessor,
  type TurnContext,
  TurnContextStateCollection,
} from 'botbuilder';
import {
  DialogContext,
  DialogReason,
  DialogSet,
  type DialogState,
  DialogStateManager,
  type DialogTurnResult,
  DialogTurnStatus,
  TurnPath,
  type WaterfallStepContext,
  type WaterfallStepInfo,
} from 'botbuilder-dialogs';

/** A set of dialogs with their stack in a conversation's state. */
export class LeanDialogSet extends DialogSet {
  readonly #stack: StatePropertyAccessor<DialogState>;

  constructor(stack: StatePropertyAccessor<DialogState>) {
    super(stack);
    this.#stack = stack;
  }

  override async createContext(context: TurnContext): Promise<DialogContext> {
    const state = await this.#stack.get(context, { dialogStack: [] });
    return leanContext(this, context, undefined, state);
  }
}

/** The context of the dialogs inside of another. In: those dialogs, the context around, and their own stack. */
export function leanChild(
  dialogs: DialogSet,
  parent: DialogContext,
  stack: DialogState,
): DialogContext {
  return leanContext(dialogs, parent.context, parent, stack);
}

/** The context of a waterfall's step, over the same stack. In: the waterfall's context, and what is the step's own. */
export function leanStep<O extends object>(
  { dialogs, context, parent, stack }: DialogContext,
  info: WaterfallStepInfo<O>,
): WaterfallStepContext<O> {
  const bare = Object.create(LeanContext.prototype) as DialogContext;
  const around = { dialogs, context, parent, stack };
  const next = info.onNext.bind(info);
  return Object.assign(bare, around, info, { next }) as unknown as WaterfallStepContext<O>;
}

class LeanContext extends DialogContext {
  static {
    defineLazily(this.prototype, 'state', createState);
    defineLazily(this.prototype, 'services', createServices);
  }

  override async beginDialog(id: string, options?: object): Promise<DialogTurnResult> {
    const dialog = this.findDialog(id);
    if (dialog === undefined) throw new Error(`There is no dialog "${id}".`);
    this.stack.push({ id, state: {} });
    return dialog.beginDialog(this, options);
  }

  override async continueDialog(): Promise<DialogTurnResult> {
    const { activeDialog: instance } = this;
    if (instance === undefined) return { status: DialogTurnStatus.empty };
    const dialog = this.findDialog(instance.id);
    if (dialog === undefined) throw new Error(`There is no dialog "${instance.id}" to go on with.`);
    return dialog.continueDialog(this);
  }

  override async endDialog(result?: unknown): Promise<DialogTurnResult> {
    await pop(this, DialogReason.endCalled);
    const { activeDialog: instance } = this;
    if (instance === undefined) return { status: DialogTurnStatus.complete, result };
    const dialog = this.findDialog(instance.id);
    if (dialog === undefined) throw new Error(`There is no dialog "${instance.id}" to go back to.`);
    return dialog.resumeDialog(this, DialogReason.endCalled, result);
  }

  override async replaceDialog(id: string, options?: object): Promise<DialogTurnResult> {
    await pop(this, DialogReason.replaceCalled);
    return this.beginDialog(id, options);
  }

  override async cancelAllDialogs(): Promise<DialogTurnResult> {
    if (this.stack.length === 0 && this.parent === undefined) {
      return { status: DialogTurnStatus.empty };
    }
    while (this.stack.length > 0) await pop(this, DialogReason.cancelCalled);
    return { status: DialogTurnStatus.cancelled };
  }

  override emitEvent(): Promise<boolean> {
    return NOBODY_LISTENS;
  }
}

const NOBODY_LISTENS = Promise.resolve(false);

async function pop(dc: DialogContext, reason: DialogReason): Promise<void> {
  const { activeDialog: instance } = dc;
  if (instance === undefined) return;
  await dc.findDialog(instance.id)?.endDialog(dc.context, instance, reason);
  dc.stack.pop();
}

/** The SDK's constructor builds these for every context; the first reader of a property builds it here. */
function defineLazily<Name extends 'state' | 'services'>(
  prototype: DialogContext,
  name: Name,
  create: (dc: DialogContext) => DialogContext[Name],
): void {
  Object.defineProperty(prototype, name, {
    get(this: DialogContext): DialogContext[Name] {
      const value = create(this);
      Object.defineProperty(this, name, { value });
      return value;
    },
  });
}

function createState(dc: DialogContext): DialogStateManager {
  const state = new DialogStateManager(dc);
  state.setValue(TurnPath.activity, dc.context.activity);
  return state;
}

function createServices({ parent }: DialogContext): TurnContextStateCollection {
  const services = new TurnContextStateCollection();
  parent?.services.forEach((service: unknown, key) => services.set(key, service));
  return services;
}

/** The SDK's constructor is not run: it builds the memory scopes. */
function leanContext(
  dialogs: DialogSet,
  context: TurnContext,
  parent: DialogContext | undefined,
  state: Partial<DialogState>,
): DialogContext {
  const bare = Object.create(LeanContext.prototype) as DialogContext;
  if (!Array.isArray(state.dialogStack)) state.dialogStack = [];
  const { dialogStack: stack } = state;
  return Object.assign(bare, { dialogs, context, parent, stack });
}
