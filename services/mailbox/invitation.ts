// Is this mail a provider's invitation? Nothing in it is fixed [invitation-mail], so it is weighed:
// a certainty and its reasons. Pure; the person confirms before anything counts.

import { authenticationOf } from './authentication.ts';
import { imitates, judgeLink, registrable, type JudgedLink } from './link.ts';
import { domainOf, headerOf, type Mail } from './mail.ts';
import { readHtml, readPlain, type MailText } from './mail-text.ts';
import { invitationWords } from './mail-words.ts';
import { providerNameIn, type Provider } from './provider-name.ts';

/** What speaks for it or against it, each with its weight; all that speaks for it makes about 1. */
const WEIGHTS = {
  linkToPartnerCenter: 0.32,
  linkToMicrosoft: 0.18,
  personalLink: 0.12,
  namesProvider: 0.14,
  invites: 0.1,
  namesPartnership: 0.07,
  knownProvider: 0.18,
  authenticated: 0.07,
  commonLink: -0.25,
  invitesNobody: -0.2,
  unauthenticated: -0.04,
  repliesElsewhere: -0.07,
  textDiffers: -0.07,
  fromColleague: -0.07,
  bulk: -0.4,
} as const;

/** What rules it out, whatever else speaks for it. */
export type Exclusion =
  | 'notAMail'
  | 'automaticReply'
  | 'customerInvitation'
  | 'deceptiveLink'
  | 'lookAlikeLink'
  | 'noMicrosoftLink'
  | 'forgedSender';

export type Reason = keyof typeof WEIGHTS | Exclusion;

/** What the person has to know before they confirm. */
export const WARNINGS = [
  'unauthenticated',
  'repliesElsewhere',
  'textDiffers',
  'fromColleague',
] as const;
export type Warning = (typeof WARNINGS)[number];

export interface Assessment {
  /** 0 to 1. */
  readonly certainty: number;
  readonly reasons: readonly Reason[];
  /** Undefined when it is not likely one. */
  readonly invitation: Invitation | undefined;
}

export interface Invitation {
  /** Undefined when neither the mail nor the company's list tells. */
  readonly providerName: string | undefined;
  /** Who sent it; for telling whether the name fits. */
  readonly senderDomain: string;
  readonly url: string;
  readonly warnings: readonly Warning[];
}

/** To whom the mail came, and the providers the company knows. */
export interface Receiver {
  readonly mailbox: string;
  readonly providers: readonly Provider[];
}

/** From here on a person is told. A link to Partner Center and words about providers do not suffice: newsletters have both. */
const LIKELY = 0.55;
const AUTOMATIC = /^(?!no\b)/iu;

/** Weighs a mail up. In: the mail, and to whom it came. Out: how sure, why, and what a note needs. */
export function assess(mail: Mail, receiver: Receiver): Assessment {
  const read =
    mail.body.type === 'html' ? readHtml(mail.body.content) : readPlain(mail.body.content);
  const facts = factsOf(mail, receiver, read);
  const excluded = exclusionOf(mail, facts);
  if (excluded !== undefined) return { certainty: 0, reasons: [excluded], invitation: undefined };
  const reasons = reasonsOf(mail, facts);
  const sum = reasons.reduce((total, reason) => total + WEIGHTS[reason], 0);
  const certainty = Math.round(Math.min(0.99, Math.max(0, sum)) * 100) / 100;
  const isLikely = certainty >= LIKELY && facts.link !== undefined;
  return {
    certainty,
    reasons,
    invitation: isLikely ? invitationIn(mail, facts, reasons) : undefined,
  };
}

interface Facts {
  readonly receiver: Receiver;
  readonly read: MailText;
  readonly links: readonly JudgedLink[];
  /** The one that may be the invitation. */
  readonly link: JudgedLink | undefined;
  readonly sender: string;
  readonly authentication: ReturnType<typeof authenticationOf>;
  readonly known: Provider | undefined;
}

function factsOf(mail: Mail, receiver: Receiver, read: MailText): Facts {
  const links = read.links.map(judgeLink);
  const sender = registrable(domainOf(mail.fromAddress));
  const authentication = authenticationOf(mail, receiver.mailbox);
  const known = receiver.providers.find(({ domain }) => registrable(domain) === sender);
  return { receiver, read, links, link: best(links), sender, authentication, known };
}

/** A personal link to Partner Center first. */
function best(links: readonly JudgedLink[]): JudgedLink | undefined {
  const partnerCenter = links.filter(({ place }) => place === 'partnerCenter');
  return (
    partnerCenter.find(({ personal }) => personal) ??
    partnerCenter[0] ??
    links.find(({ place, personal }) => place === 'microsoft' && personal) ??
    links.find(({ place }) => place === 'microsoft')
  );
}

function exclusionOf(mail: Mail, facts: Facts): Exclusion | undefined {
  const { links, link, authentication } = facts;
  const automatic = headerOf(mail, 'auto-submitted');
  const tests: readonly (readonly [Exclusion, boolean])[] = [
    ['notAMail', !mail.ordinary || domainOf(mail.fromAddress) === ''],
    ['automaticReply', automatic !== undefined && AUTOMATIC.test(automatic.trim())],
    ['forgedSender', authentication === 'fail'],
    ['deceptiveLink', links.some(({ deceptive }) => deceptive)],
    ['lookAlikeLink', links.some((one) => one.place === 'lookAlike' && !isSenders(one, facts))],
    ['customerInvitation', links.some(({ customer }) => customer)],
    ['noMicrosoftLink', link === undefined],
  ];
  return tests.find(([, isSo]) => isSo)?.[0];
}

/** A distributor may well have microsoft.distri.example; the name before an @ and "microsoft.com" as a label are no house of its own. */
function isSenders({ host, url }: JudgedLink, { sender, authentication }: Facts): boolean {
  const own = url !== '' && registrable(host) === sender && authentication === 'pass';
  return own && !imitates(sender) && !host.includes('.com.');
}

function reasonsOf(mail: Mail, facts: Facts): readonly (keyof typeof WEIGHTS)[] {
  const { link, known, authentication, sender, receiver } = facts;
  const words = invitationWords(`${mail.subject} ${facts.read.text}`);
  const isInternal = sender === registrable(domainOf(receiver.mailbox));
  const tests: readonly (readonly [keyof typeof WEIGHTS, boolean])[] = [
    ['linkToPartnerCenter', link?.place === 'partnerCenter'],
    ['linkToMicrosoft', link?.place === 'microsoft'],
    ['personalLink', link?.personal === true],
    ['commonLink', link?.personal === false],
    ['namesProvider', words.provider],
    ['invites', words.invitation],
    ['invitesNobody', !words.invitation],
    ['namesPartnership', words.partnership],
    ['knownProvider', known !== undefined],
    ['authenticated', authentication === 'pass'],
    ['unauthenticated', authentication === 'none'],
    ['repliesElsewhere', repliesElsewhere(mail, sender)],
    ['textDiffers', link?.textDiffers === true],
    ['fromColleague', isInternal],
    ['bulk', isBulk(mail)],
  ];
  return tests.filter(([, isSo]) => isSo).map(([reason]) => reason);
}

function repliesElsewhere(mail: Mail, sender: string): boolean {
  const replyTo = headerOf(mail, 'reply-to');
  if (replyTo === undefined) return false;
  const [, address = replyTo] = /<([^<>]+)>\s*$/u.exec(replyTo) ?? [];
  const domain = domainOf(address);
  return domain !== '' && registrable(domain) !== sender;
}

function isBulk(mail: Mail): boolean {
  const precedence = headerOf(mail, 'precedence')?.trim().toLowerCase() ?? '';
  const isList = ['list-unsubscribe', 'list-id'].some((name) => headerOf(mail, name) !== undefined);
  return isList || ['bulk', 'list', 'junk'].includes(precedence);
}

function invitationIn(
  mail: Mail,
  { link, receiver, read, sender }: Facts,
  reasons: readonly Reason[],
): Invitation {
  const teller = reasons.includes('fromColleague') ? '' : sender;
  return {
    providerName: providerNameIn(mail, read.text, receiver.providers, teller),
    senderDomain: sender,
    url: link?.url ?? '',
    warnings: WARNINGS.filter((warning) => reasons.includes(warning)),
  };
}
