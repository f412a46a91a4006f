// The SDK's turn context, doing the same with native promises: the SDK's own way of sending keeps a whole turn in memory
// long after it is over. See docs/decisions/0036-lean-dialogs.md.

import {
  type Activity,
  ActivityTypes,
  DeliveryModes,
  INVOKE_RESPONSE_KEY,
  type ResourceResponse,
  type SendActivitiesHandler,
  TurnContext,
} from 'botbuilder';

/** A turn's context. Once somebody wants to hear of what is sent, it sends as the SDK does. */
export class LeanTurnContext extends TurnContext {
  #isHeard = false;

  override onSendActivities(handler: SendActivitiesHandler): this {
    this.#isHeard = true;
    return super.onSendActivities(handler);
  }

  override async sendActivity(
    activity: string | Partial<Activity>,
    speak?: string,
    inputHint?: string,
  ): Promise<ResourceResponse | undefined> {
    if (typeof activity === 'string') return super.sendActivity(activity, speak, inputHint);
    const [response] = await this.sendActivities([activity]);
    return response;
  }

  override sendActivities(activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    return this.#isHeard ? super.sendActivities(activities) : this.#send(activities);
  }

  async #send(activities: readonly Partial<Activity>[]): Promise<ResourceResponse[]> {
    const reference = TurnContext.getConversationReference(this.activity);
    const addressed = activities.map(({ id: _id, ...activity }) => {
      const type = activity.type ?? ActivityTypes.Message;
      return TurnContext.applyConversationReference({ ...activity, type }, reference);
    });
    const responses =
      this.activity.deliveryMode === DeliveryModes.ExpectReplies
        ? addressed.map((activity) => this.#buffer(activity))
        : await this.adapter.sendActivities(this, addressed);
    if (addressed.some(({ type }) => type !== ActivityTypes.Trace)) this.responded = true;
    return responses;
  }

  /** An invoke's answer is not sent through the adapter, which would note it. */
  #buffer(activity: Partial<Activity>): ResourceResponse {
    this.bufferedReplyActivities.push(activity);
    if (activity.type === ActivityTypes.InvokeResponse) {
      this.turnState.set(INVOKE_RESPONSE_KEY, activity);
    }
    return { id: '' };
  }
}
