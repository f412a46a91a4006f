// What Microsoft's sign-in means by the codes an app can get, and what to do about each.

import { fault, type CheckResult } from './finding.ts';

/** Which app, and under which names it stands in the environment. */
export interface NamedApp {
  readonly idName: string;
  readonly secretName: string;
}

const SECRETS =
  'Azure portal > Microsoft Entra ID > App registrations > the app > Certificates & secrets';
const OVERVIEW = 'Azure portal > Microsoft Entra ID > App registrations > the app > Overview';

type RefusalTexts = (names: NamedApp) => readonly [what: string, mend: string];

const WORDS: Readonly<Record<string, RefusalTexts>> = {
  AADSTS7000215: ({ secretName }) => [
    'the secret is wrong',
    `${SECRETS} > New client secret; put its Value, not its Secret ID, into ${secretName} and restart.`,
  ],
  AADSTS7000222: ({ secretName }) => [
    'the secret has expired',
    `${SECRETS} > New client secret; put its Value into ${secretName} and restart.`,
  ],
  AADSTS700016: ({ idName }) => [
    'the app is not known in this tenant',
    `Compare ${idName} and the tenant with ${OVERVIEW}; an app of another tenant needs its administrator's consent there.`,
  ],
  AADSTS90002: () => [
    'there is no such tenant',
    `Compare the tenant id with ${OVERVIEW} > Directory (tenant) ID.`,
  ],
  AADSTS7000216: ({ secretName }) => ['no secret was sent', `Set ${secretName}.`],
  AADSTS7000112: () => [
    'the app is disabled',
    'Azure portal > Microsoft Entra ID > Enterprise applications > the app > Properties > Enabled for users to sign-in? > Yes.',
  ],
  AADSTS53003: () => [
    'Conditional Access blocks the app',
    'Azure portal > Microsoft Entra ID > Security > Conditional Access: let the app in from this network.',
  ],
};

/** In: the finding's id, the code, whose app it is. */
export function refusalFinding(id: string, code: string, names: NamedApp): CheckResult {
  const [what, mend] = (WORDS[code] ?? unknownWords(code))(names);
  return fault(id, `No token: ${what} (${code}).`, mend);
}

/** Nobody answered, or somebody who is not the authority. */
export function silenceFinding(id: string, code: string, host: string): CheckResult {
  const mend = `Check from this machine that ${host} can be reached: DNS, proxy, firewall.`;
  return fault(id, `${host} did not answer as it should (${code}).`, mend);
}

function unknownWords(code: string): RefusalTexts {
  const number = /^AADSTS(\d+)$/u.exec(code)?.[1];
  const mend =
    number === undefined
      ? `Check the authority's address, the app id and the secret.`
      : `Look it up: https://login.microsoftonline.com/error?code=${number}`;
  return () => ['the sign-in refused', mend];
}
