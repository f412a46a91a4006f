// `npm run event -- verification rejected`: sends one event [interface-events] to the local bot, and says in words what came back.

import { randomUUID } from 'node:crypto';
import { type Config, readConfig } from '../config/config.ts';
import { type ApiAnswer, callApi, refusalLines } from './api-client.ts';
import { type CommandReport, createCommand, parseArguments } from './run-command.ts';

/** An event but for its id, time and, when none was named, its subject. */
interface EventCommand {
  readonly type: string;
  readonly data: object;
  /** Undefined: the tenant of whoever wrote to the bot last. */
  readonly subject: string | undefined;
  /** Address of the bot; undefined: this machine's. */
  readonly url: string | undefined;
}

type Options = Readonly<Record<string, string | undefined>>;
type Data = (options: Options) => object;

const OPTIONS = {
  reason: { type: 'string' },
  check: { type: 'string' },
  name: { type: 'string' },
  link: { type: 'string' },
  expires: { type: 'string' },
  title: { type: 'string' },
  text: { type: 'string' },
  tenant: { type: 'string' },
  user: { type: 'string' },
  enrollment: { type: 'string' },
  url: { type: 'string' },
} as const;

const SOURCE = '/lotse/command-line';
const NOBODY_WROTE =
  'Nobody has written to the bot yet: say hello in the Playground, or name a --tenant.';
const NOBODY_MET =
  'Taken. Nobody it is for has written to the bot yet: it is kept for 30 days and delivered then.';
const SAMPLE_LINK = 'https://partner.microsoft.com/dashboard/home';
const SAMPLE_TITLE = 'Wartung von Partner Center';
const SAMPLE_TEXT = 'Am Samstag ist Partner Center von 8 bis 10 Uhr nicht erreichbar.';
const SAMPLE_TITLE_EN = 'Partner Center maintenance';
const SAMPLE_TEXT_EN = 'Partner Center is down on Saturday from 8 to 10.';

const provider: Data = ({ name }) => ({ providerName: name ?? 'Contoso Distribution' });

/** What can be typed, and the event that it is. */
const EVENTS: Readonly<Record<string, readonly [type: string, data: Data]>> = {
  'verification pending': verification('pending'),
  'verification authorized': verification('authorized'),
  'verification rejected': verification('rejected'),
  'mpa signed': ['csp.mpa.changed', () => ({ signed: true })],
  'mpa unsigned': ['csp.mpa.changed', () => ({ signed: false })],
  'provider invited': [
    'csp.provider.invited',
    (options) => ({
      ...provider(options),
      invitationUrl: options['link'] ?? SAMPLE_LINK,
      expiresAt: options['expires'],
    }),
  ],
  'provider authorized': ['csp.provider.authorized', provider],
  'provider removed': ['csp.provider.removed', provider],
  'customer accepted': [
    'csp.customer.accepted',
    ({ name }) => ({ customerName: name ?? 'Fabrikam GmbH' }),
  ],
  announcement: [
    'csp.announcement',
    ({ title, text, link }) => ({
      title: { de: title ?? SAMPLE_TITLE, en: title ?? SAMPLE_TITLE_EN },
      text: { de: text ?? SAMPLE_TEXT, en: text ?? SAMPLE_TEXT_EN },
      url: link,
    }),
  ],
};

const USAGE: readonly string[] = [
  'npm run event -- <what happened> [options]',
  '',
  ...Object.keys(EVENTS).map((words) => `  ${words}`),
  '',
  '  --reason "…" --check identity     for a verification',
  '  --name "…"                        of the provider or the customer',
  '  --link https://… --expires <time> of an invitation; --link of an announcement too',
  '  --title "…" --text "…"            of an announcement',
  '  --tenant, --user, --enrollment    whom it is about; else the tenant that wrote last',
  '  --url http://127.0.0.1:3978       which bot',
];

export const command = createCommand({ usage: USAGE, readArguments, run: send });

/** In: the arguments. Out: the event, or what is wrong with them. */
export function readArguments(args: readonly string[]): EventCommand | string {
  const parsed = parseArguments(args, OPTIONS, true);
  if (typeof parsed === 'string') return parsed;
  const options: Options = parsed.values;
  const words = parsed.positionals.join(' ').toLowerCase();
  const found = Object.hasOwn(EVENTS, words) ? EVENTS[words] : undefined;
  if (!found) return words === '' ? 'Say what happened.' : `"${words}" is not known.`;
  const subjects = ['tenant', 'user', 'enrollment'].filter((kind) => options[kind]);
  if (subjects.length > 1) return `Name one of --${subjects.join(', --')}.`;
  const [type, data] = found;
  const [kind] = subjects;
  const subject = kind && `${kind}/${options[kind] ?? ''}`;
  return { type, data: data(options), subject, url: options['url'] };
}

/** In: the bot's answer to one event. Out: whether it was taken, and the lines to print. */
export function reportOf(answer: ApiAnswer): { readonly ok: boolean; readonly lines: string[] } {
  if (answer.status !== 202) return { ok: false, lines: [...refusalLines(answer)] };
  const { events } = answer.body as { events: { status: string; deliveries: string[] }[] };
  const { status, deliveries = [] } = events[0] ?? {};
  if (status === 'duplicate') return { ok: true, lines: ['Known already; nothing is sent again.'] };
  return { ok: true, lines: deliveries.length > 0 ? onTheirWay(deliveries) : [NOBODY_MET] };
}

async function send(event: EventCommand): Promise<CommandReport> {
  const config = readConfig();
  const url = event.url ?? `http://127.0.0.1:${config.port}`;
  const subject = event.subject ?? (await latestSubject(config));
  if (subject === undefined) return { exitCode: 1, lines: [NOBODY_WROTE] };
  const answer = await callApi(
    { url, keys: config.eventKeys },
    {
      method: 'POST',
      path: '/api/events',
      contentType: 'application/cloudevents+json',
      body: JSON.stringify({
        specversion: '1.0',
        id: randomUUID(),
        source: SOURCE,
        type: event.type,
        subject,
        time: new Date().toISOString(),
        datacontenttype: 'application/json',
        data: event.data,
      }),
    },
  );
  if (typeof answer === 'string') return { exitCode: 1, lines: [answer] };
  const { ok, lines } = reportOf(answer);
  return { exitCode: ok ? 0 : 1, lines: [`${event.type} for ${subject}`, ...lines] };
}

async function latestSubject(config: Config): Promise<string | undefined> {
  // Late, since a named tenant does without a database.
  const { latestTenant } = await import('./open.ts');
  const tenantId = await latestTenant(config);
  return tenantId && `tenant/${tenantId}`;
}

function onTheirWay(deliveries: readonly string[]): string[] {
  const [first = ''] = deliveries;
  const what = deliveries.length === 1 ? '1 message is' : `${deliveries.length} messages are`;
  return [
    `Taken: ${what} on the way (delivery ${first}). npm run deliveries shows what becomes of it.`,
  ];
}

function verification(status: string): readonly [string, Data] {
  return ['csp.verification.changed', ({ check, reason }) => ({ status, check, reason })];
}
