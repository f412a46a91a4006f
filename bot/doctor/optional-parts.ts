// The parts that need not be configured: Graph, mailboxes and Partner Center. What is off says so, and what it is good for.

import type { Config } from '../config/config.ts';
import type { DatabaseHealth } from '../../services/health/database-health.ts';
import type { OpenPartnerCenter } from '../../services/partner-center/door.ts';
import { type CheckResult, off } from './finding.ts';
import { withoutSecret } from './app-check.ts';
import { botGraphApp, graphIdentity, graphSecret, mailGraphApp } from './graph-apps.ts';
import { checkGraphApp } from './graph-check.ts';
import { checkMailboxes, type WatchedMailbox } from './mailbox-check.ts';
import { checkPartnerCenter, type PartnerCenterLook } from './partner-center-check.ts';
import { type SecretEnd, secretEnd, secretFinding } from './secret-days.ts';

export interface DoctorCommand {
  readonly json: boolean;
  /** The bot's public address, to compare what is registered with. */
  readonly url: string | undefined;
  /** The only tenant to look at the bot's permissions in. */
  readonly tenant: string | undefined;
}

export interface PartsDeps {
  readonly config: Config;
  readonly asked: DoctorCommand;
  readonly now: () => Date;
  readonly database: () => Promise<DatabaseHealth>;
  /** What is watched; nothing changes. */
  readonly watches: () => Promise<readonly WatchedMailbox[]>;
  /** Undefined when it is not configured. */
  readonly partnerCenter: () => Promise<OpenPartnerCenter | undefined>;
}

const CONNECTION =
  'Azure portal > the Azure Bot > Configuration > the OAuth connection > Test Connection; its scopes are User.Read, Organization.Read.All, RoleManagement.Read.Directory, GroupMember.Read.All.';

/** The bot's own app at Graph, and signing in. */
export async function lookAtGraph(
  { config, asked }: PartsDeps,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  const app = botGraphApp(config, asked.tenant);
  const permissions =
    app === undefined
      ? [off('graph.bot', 'Nothing that the bot’s app needs at Graph is configured.')]
      : await checkGraphApp(app, signal);
  const signIn =
    config.graphConnectionName === undefined
      ? off('graph.signIn', 'Not configured: people type what the directory knows.')
      : off('graph.signIn', 'What people permit shows only when one signs in.', CONNECTION);
  return [...permissions, signIn];
}

/** The mailboxes, the permission to read them, and the secret for it. */
export async function lookAtMailboxes(
  deps: PartsDeps,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  const { config, now } = deps;
  const app = graphIdentity(config);
  if (config.mailbox === undefined || app === undefined) {
    return [off('mailbox', 'Not configured: people report invitations by hand.')];
  }
  const secret = await mailSecret(config, signal, now());
  if (!(await isReady(deps))) return [unready('mailbox'), secret];
  const watches = await deps.watches();
  const reading = mailGraphApp(
    config,
    watches.map(({ tenantId }) => tenantId),
  );
  const { notificationUrl } = config.mailbox;
  const found = await Promise.all([
    checkMailboxes({ signal, watches, app, notificationUrl, now }),
    reading === undefined || watches.length === 0 ? [] : checkGraphApp(reading, signal),
  ]);
  return [...found.flat(), secret];
}

async function mailSecret(config: Config, signal: AbortSignal, now: Date): Promise<CheckResult> {
  const id = 'mailbox.secret';
  const asked = graphSecret(config);
  if (asked === undefined) return withoutSecret(id, config.mailbox?.credentials.credential.kind);
  const names = {
    secretName: 'GRAPH_CLIENT_SECRET',
    dateName: 'GRAPH_CLIENT_SECRET_EXPIRES',
    elsewise: ', or grant the app Application.Read.All',
  };
  return secretFinding(id, await secretEnd(asked, signal), { ...names, now });
}

/** Partner Center; a renewed token is kept in the database. */
export async function lookAtPartnerCenter(deps: PartsDeps): Promise<readonly CheckResult[]> {
  const { config, asked, now, partnerCenter } = deps;
  const id = 'partnerCenter.access';
  if (config.partnerCenter === undefined) {
    return [off(id, 'Not configured: people report by hand.')];
  }
  const secret = partnerCenterSecret(config, now());
  if (!(await isReady(deps))) return [unready(id), secret];
  const open = await partnerCenter();
  if (open === undefined) return [secret];
  const { client } = open;
  const { tenantId } = config.partnerCenter;
  const look: PartnerCenterLook = {
    access: () => client.partnerCenter.legalProfile(),
    signIn: () => client.partnerCenter.agreementStatus({ tenantId }),
    registered: () => client.registrations.current(),
  };
  const ownUrl = asked.url ?? config.mailbox?.notificationUrl;
  const found = await checkPartnerCenter(look, ownUrl).finally(() => open.close());
  return [...found, secret];
}

/** To open the stores would bring the tables up to date, which is the bot's to do. */
async function isReady({ database }: PartsDeps): Promise<boolean> {
  const health = await database().catch(() => undefined);
  return health?.migrations.pending.length === 0;
}

function unready(id: string): CheckResult {
  const what = 'Not looked at: the database is not ready, in which this part keeps what it needs.';
  return off(id, what, 'Mend the database first.');
}

function partnerCenterSecret({ partnerCenter, secretDates }: Config, now: Date): CheckResult {
  const kind = partnerCenter?.credential.kind;
  if (kind !== 'secret') return withoutSecret('partnerCenter.secret', kind);
  const end = secretDates.partnerCenterSecret;
  const known: SecretEnd =
    end === undefined
      ? { kind: 'unknown', why: 'its tenant is not asked' }
      : { kind: 'known', end, source: 'told' };
  const secretName = 'PARTNER_CENTER_CLIENT_SECRET';
  const dateName = 'PARTNER_CENTER_CLIENT_SECRET_EXPIRES';
  return secretFinding('partnerCenter.secret', known, { secretName, dateName, now });
}
