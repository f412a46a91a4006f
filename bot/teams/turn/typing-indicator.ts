// Whoever waits is shown that the bot is at it: once, when a turn is not answered in good time.

import type { Activity } from 'botbuilder';
import type { ConnectorClient } from '../connector/connector-client.ts';
import type { ReplyAddress } from './reply-sender.ts';

const AFTER_MS = 1_500;

/** Shows the sign if nobody stops it in time. In: the client, where, and what is to be answered. Out: stops it. */
export function sendTyping(
  client: ConnectorClient,
  place: ReplyAddress,
  activity: Activity,
): () => void {
  const timer = setTimeout(() => {
    const { channelId, serviceUrl, conversation, from, recipient } = activity;
    const sign = { type: 'typing', channelId, serviceUrl, conversation, from: recipient };
    // It is only a courtesy: whether it arrives is nobody's concern.
    void client.deliver(place, { ...sign, recipient: from });
  }, AFTER_MS);
  return () => {
    clearTimeout(timer);
  };
}
