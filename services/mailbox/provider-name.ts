// Who invites: the company's own list knows best, then the text, then the sender's name as far as it is no person's, then the domain.

import { folded, plainText } from '../reading/plain-text.ts';
import type { Mail } from './mail.ts';

/** A provider the company knows. */
export interface Provider {
  readonly domain: string;
  /** Undefined when the list gives the domain only. */
  readonly name: string | undefined;
}

const LONGEST = 120;
/** A name as a text gives it: up to six words that begin with a capital, a digit or an ampersand. */
const NAME = String.raw`((?:[\p{Lu}\d&][\p{L}\p{N}&.'’-]*)(?: (?:[\p{Lu}\d&][\p{L}\p{N}&.'’-]*|und|and|of|für|de)){0,5})`;
const INVITES = [
  String.raw`${NAME} (?:lädt Sie|lädt Ihr|möchte Ihr|hat Sie|hat Ihr|bittet Sie)`,
  String.raw`${NAME} (?:invites you|has invited|would like to|requests|is inviting|wants to)`,
  String.raw`(?:indirekten? Anbieter|indirect provider|Distributor)(?: (?:ist|is))?:? [„"“]?${NAME}`,
].map((pattern) => new RegExp(pattern, 'u'));
const LEGAL_FORM =
  /\b(?:GmbH|AG|SE|KG|UG|Ltd|Limited|Inc|LLC|B\.?V|N\.?V|S\.?A|SAS|S\.?r\.?l|Oy|AB|A\/S|Group|Distribution)\b/u;
/** Words a sentence begins with, that are no part of a name. */
const NO_NAME =
  /^(?:Sehr|Hallo|Guten|Dear|Hello|Hi|Wir|We|Ihr|Ihre|Your|Our|Unser|Microsoft|Das|Die|Der|The|This|Es|It|Als|As|Mit|With|Bitte|Please|Wenn|If|Für|For|In|Und|And|Zur?|To)\b/u;

/**
 * The provider's name as plain text. In: the sender's registrable domain, empty when a colleague passed the mail on.
 * Out: undefined when nothing tells; a person's name is never taken.
 */
export function providerNameIn(
  mail: Mail,
  text: string,
  providers: readonly Provider[],
  sender: string,
): string | undefined {
  const known = providers.find((provider) => isMeant(provider, text, sender));
  const name =
    known?.name ?? inText(text) ?? inSenderName(mail.fromName, sender) ?? known?.domain ?? sender;
  return name === '' ? undefined : plainText(name).slice(0, LONGEST);
}

/** By the sender's domain, or by an address in what a colleague passed on. */
function isMeant({ domain }: Provider, text: string, sender: string): boolean {
  if (sender === '') return text.toLowerCase().includes(`@${domain}`);
  return sender === domain || domain.endsWith(`.${sender}`);
}

function inText(text: string): string | undefined {
  const names = INVITES.map((pattern) => pattern.exec(text)?.[1]);
  return names.find((name) => name !== undefined && name.length > 2 && !NO_NAME.test(name));
}

/** „Anna Berg | Nordwind Distribution“: the part that looks like a company, or like the domain. */
function inSenderName(fromName: string, sender: string): string | undefined {
  const [label = ''] = sender.split('.', 1);
  const parts = plainText(fromName)
    .split(/\s*[|,()/·–]\s*|\s+-\s+|\s+(?:via|bei|at|von|from)\s+/u)
    .filter((part) => part.length > 2);
  return parts.find((part) => LEGAL_FORM.test(part) || isLike(part, label));
}

function isLike(part: string, label: string): boolean {
  const bare = folded(part).replaceAll(' ', '');
  return label.length > 3 && bare.length > 3 && folded(label).replaceAll(' ', '').includes(bare);
}
