// Turns: the bot's app; the channel's keys, without which every activity is refused; this machine's clock, by which tokens are judged.

import { z } from 'zod';
import { channelAuthority, tokenAuthority } from '../config/cloud.ts';
import { checkApp } from './app-check.ts';
import { fault, off, ok, warning, type CheckResult, type Checks } from './finding.ts';
import { silenceFinding } from './refusals.ts';
import { createWeb, type Web } from './web.ts';

const METADATA = z.looseObject({ jwks_uri: z.url() });
const KEYS = z.looseObject({
  keys: z.array(
    z.looseObject({ kty: z.string(), endorsements: z.array(z.string()).optional().catch([]) }),
  ),
});
const SKEW_WARNING_S = 30;
/** What the SDK allows a token's times to be off. */
const SKEW_FAULT_S = 300;

/** The bot's app, the channel and the clock. */
export const turnsChecks: Checks = (deps) => {
  const { botFramework, anonymous } = deps.config;
  const { metadataUrl } = channelAuthority(botFramework);
  const openId = `${tokenAuthority(botFramework)}/v2.0/.well-known/openid-configuration`;
  return [
    { id: 'app', look: (signal) => checkApp(deps, signal) },
    {
      id: 'channel',
      look: async (signal) =>
        anonymous
          ? [off('channel.keys', 'Anonymous: no token is looked at.')]
          : [await checkChannelKeys(createWeb(signal), metadataUrl)],
    },
    {
      id: 'clock',
      look: async (signal) =>
        anonymous
          ? [off('clock', 'Anonymous: no authority to compare the time with.')]
          : [await checkClock(createWeb(signal), openId, deps.now)],
    },
  ];
};

/** In: the address of the OpenID document. */
async function checkChannelKeys(web: Web, metadataUrl: string): Promise<CheckResult> {
  const id = 'channel.keys';
  const metadata = await web({ url: metadataUrl });
  const keysUrl = METADATA.safeParse(jsonOf(metadata)).data?.jwks_uri;
  if (keysUrl === undefined) return silenceFinding(id, codeOf(metadata), hostOf(metadataUrl));
  const keys = await web({ url: keysUrl });
  const { data } = KEYS.safeParse(jsonOf(keys));
  if (data === undefined) return silenceFinding(id, codeOf(keys), hostOf(keysUrl));
  const endorsed = data.keys.filter((key) => isForTeams(key.endorsements ?? []));
  if (endorsed.length > 0)
    return ok(id, `There are ${endorsed.length} for Teams, and they can be fetched.`);
  const mend =
    'Check ToBotFromChannelOpenIdMetadataUrl; blank is right for Microsoft’s public cloud.';
  return fault(id, 'There is no key for Teams at this address.', mend);
}

/** In: an address of the authority that answers anybody, and the clock. */
async function checkClock(web: Web, url: string, now: () => Date): Promise<CheckResult> {
  const id = 'clock';
  const before = now().getTime();
  const reply = await web({ url });
  if (reply.kind === 'silence') return silenceFinding(id, reply.code, hostOf(url));
  if (reply.date === undefined) {
    const mend = 'Compare it yourself: date --utc. Tokens bear no more than five minutes.';
    return warning(id, `${hostOf(url)} does not tell the time.`, mend);
  }
  // The header has whole seconds, and was written somewhere between question and answer.
  const middle = (before + now().getTime()) / 2;
  const seconds = Math.round((middle - reply.date.getTime()) / 1000);
  const what = `This machine’s clock is ${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead'}.`;
  const mend = 'Turn time synchronization on: timedatectl set-ntp true (Windows: w32tm /resync).';
  if (Math.abs(seconds) >= SKEW_FAULT_S) return fault(id, `${what} Tokens are refused.`, mend);
  return Math.abs(seconds) >= SKEW_WARNING_S ? warning(id, what, mend) : ok(id, what);
}

/** An authority that endorses nothing at all, as a private one, endorses everything. */
function isForTeams(endorsements: readonly string[]): boolean {
  return endorsements.length === 0 || endorsements.includes('msteams');
}

function jsonOf(reply: Awaited<ReturnType<Web>>): unknown {
  return reply.kind === 'reply' && reply.status === 200 ? reply.json : undefined;
}

function codeOf(reply: Awaited<ReturnType<Web>>): string {
  if (reply.kind === 'silence') return reply.code;
  return reply.status === 200 ? 'unreadable' : String(reply.status);
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}
