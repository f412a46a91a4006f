// Words that identify a provider's invitation, in both languages [invitation-mail].

import { folded } from '../reading/plain-text.ts';

export interface InvitationWords {
  /** That somebody is an indirect provider, or sells through resellers. */
  readonly provider: boolean;
  /** That the reader is asked to accept or authorize. */
  readonly invitation: boolean;
  /** What would come of it. */
  readonly partnership: boolean;
}

const LONGEST = 20_000;

const PROVIDER =
  /\b(?:indirekt\w* (?:csp )?anbieter\w*|indirect (?:csp )?provider|distributor\w*|distribut(?:ion|ion partner)|indirekt\w* (?:vertriebspartner\w*|wiederverkaeufer\w*|reseller\w*)|indirect reseller|csp (?:anbieter|provider|distributor|reseller))\b/u;
const INVITATION =
  /\b(?:autorisier\w*|authori[sz]\w*|einladung\w*|eingeladen|laden? sie (?:\w+ ){0,4}ein|laedt sie (?:\w+ ){0,6}ein|invit\w+|(?:annehmen|nehmen sie (?:\w+ ){0,4}an|bestaetigen sie)|accept\w*|(?:request|anfrage) \w*\s?(?:partnership|partnerschaft|relationship))\b/u;
const PARTNERSHIP =
  /\b(?:partnerschaft\w*|partnership\w*|(?:reseller|partner|csp) (?:beziehung|relationship)|vertriebspartnerschaft|handelspartner\w*|verknuepf\w+|associate your (?:partner center )?account|zusammenarbeit)\b/u;

/** Looks for them. In: subject and text as a reader sees them. */
export function invitationWords(text: string): InvitationWords {
  const words = folded(text.slice(0, LONGEST));
  return {
    provider: PROVIDER.test(words),
    invitation: INVITATION.test(words),
    partnership: PARTNERSHIP.test(words),
  };
}
