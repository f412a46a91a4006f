// The SDK's waterfall with native promises: the same steps, the same stored state, the same telemetry. It also goes on with
// invokes: a card's button may come as one [interface-cards]. See dialog-context.ts.

import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import {
  Dialog,
  type DialogContext,
  type DialogInstance,
  DialogReason,
  type DialogTurnResult,
  WaterfallDialog,
  type WaterfallStep,
} from 'botbuilder-dialogs';
import { leanStep } from './dialog-context.ts';

const HEARD_TYPES: readonly string[] = ['message', 'invoke'];

interface WaterfallState<O extends object> {
  options: O;
  values: { readonly instanceId: string };
  stepIndex: number;
}

/** A waterfall. In: its id, and its steps, named functions: telemetry shows the names. */
export class LeanWaterfallDialog<O extends object> extends WaterfallDialog<O> {
  readonly #steps: readonly WaterfallStep<O>[];

  constructor(id: string, steps: WaterfallStep<O>[]) {
    super(id, steps);
    this.#steps = steps;
  }

  override beginDialog(dc: DialogContext, options?: O): Promise<DialogTurnResult> {
    const state = storedIn<O>(dc.activeDialog);
    state.options = options ?? ({} as O);
    state.values = { instanceId: randomUUID() };
    this.#track('WaterfallStart', state);
    return this.runStep(dc, 0, DialogReason.beginCalled);
  }

  override continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { type, text }: { readonly type: string; readonly text?: string } = dc.context.activity;
    if (!HEARD_TYPES.includes(type)) return Promise.resolve(Dialog.EndOfTurn);
    return this.resumeDialog(dc, DialogReason.continueCalled, text);
  }

  override resumeDialog(
    dc: DialogContext,
    reason: DialogReason,
    result?: unknown,
  ): Promise<DialogTurnResult> {
    return this.runStep(dc, storedIn<O>(dc.activeDialog).stepIndex + 1, reason, result);
  }

  override endDialog(
    _context: TurnContext,
    instance: DialogInstance,
    reason: DialogReason,
  ): Promise<void> {
    const state = storedIn<O>(instance);
    const at = this.#steps[state.stepIndex]?.name;
    if (reason === DialogReason.endCalled) this.#track('WaterfallComplete', state);
    if (reason === DialogReason.cancelCalled) this.#track('WaterfallCancel', state, at);
    return Promise.resolve();
  }

  protected override async runStep(
    dc: DialogContext,
    index: number,
    ...[reason, result]: [DialogReason, unknown?]
  ): Promise<DialogTurnResult> {
    const act = this.#steps[index];
    if (act === undefined) return dc.endDialog(result);
    const state = storedIn<O>(dc.activeDialog);
    state.stepIndex = index;
    const { options, values } = state;
    let isOver = false;
    const onNext = (given?: unknown): Promise<DialogTurnResult> => {
      if (isOver) return Promise.reject(new Error(`"${this.id}" went on twice from ${index}.`));
      isOver = true;
      return this.resumeDialog(dc, DialogReason.nextCalled, given);
    };
    this.#track('WaterfallStep', state, act.name);
    return act(leanStep(dc, { index, options, reason, result, values, onNext }));
  }

  #track(name: string, { values }: WaterfallState<O>, StepName?: string): void {
    const properties = { DialogId: this.id, InstanceId: values.instanceId };
    this.telemetryClient.trackEvent({
      name,
      properties: StepName === undefined ? properties : { ...properties, StepName },
    });
  }
}

function storedIn<O extends object>(instance: DialogInstance | undefined): WaterfallState<O> {
  return instance?.state as WaterfallState<O>;
}
