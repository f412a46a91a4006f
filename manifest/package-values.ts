// What an operator says about the app package: from the command line, else from the bot's own variables.

import { z } from 'zod';

/** What the template's placeholders stand for. */
export type PackageValues = z.output<typeof VALUES> & {
  readonly AAD_APP_ID: string;
  readonly APP_URI: string;
};

export type PackageValuesReading =
  | { readonly ok: true; readonly values: PackageValues }
  | { readonly ok: false; readonly faults: readonly string[] };

type Given = Readonly<Record<string, string | undefined>>;

const HOST = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d]$/iu;
/** Teams' own limit of the developer's name. */
const LONGEST_NAME = 32;
/** What a placeholder is taken from when the command line does not say. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  APP_ID: ['TEAMS_APP_ID', 'MicrosoftAppId'],
  BOT_ID: ['MicrosoftAppId'],
  AAD_APP_ID: ['AAD_APP_ID', 'MicrosoftAppId'],
  PRIVACY_URL: ['PRIVACY_URL'],
  TERMS_URL: ['TERMS_URL'],
};

const VALUES = z.object({
  APP_ID: guid('the id of the Teams app, new once and then always the same'),
  BOT_ID: guid('MicrosoftAppId of the Azure bot'),
  AAD_APP_ID: guid('the Entra app that people sign in to').optional(),
  DEVELOPER_NAME: z
    .string('missing; the name of who offers the app')
    .max(LONGEST_NAME, `must have at most ${LONGEST_NAME} characters`),
  WEBSITE_URL: webPage('the page where people find support'),
  PRIVACY_URL: webPage('the privacy statement'),
  TERMS_URL: webPage('the terms of use'),
  BOT_DOMAIN: z
    .string()
    .regex(HOST, 'must be the host name alone, as bot.example.com: no https://, port, path or *')
    .toLowerCase()
    .optional(),
});

/**
 * In: `--NAME=value` arguments, and the environment for what they leave out.
 * Out: every placeholder's value, or one line per fault with what would be right.
 */
export function readPackageValues(
  args: readonly string[],
  environment: Given,
): PackageValuesReading {
  const told = toldIn(args);
  const parsed = VALUES.safeParse({ ...defaultsFrom(environment), ...told.values });
  const faults = [
    ...told.faults,
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `--${path.join('.')}: ${message}`),
  ];
  if (!parsed.success || faults.length > 0) return { ok: false, faults };
  const { BOT_ID, BOT_DOMAIN, AAD_APP_ID = BOT_ID } = parsed.data;
  const APP_URI = `api://${BOT_DOMAIN === undefined ? '' : `${BOT_DOMAIN}/`}botid-${BOT_ID}`;
  return { ok: true, values: { ...parsed.data, AAD_APP_ID, APP_URI } };
}

function toldIn(args: readonly string[]): { values: Given; faults: readonly string[] } {
  const known = Object.keys(VALUES.shape);
  const values: Record<string, string> = {};
  const faults: string[] = [];
  for (const text of args) {
    const [, name = '', value = ''] = /^--(\w+)=(.*)$/su.exec(text) ?? [];
    if (known.includes(name)) values[name] = value.trim();
    else faults.push(`${text}: must be one of ${known.map((one) => `--${one}=…`).join(', ')}`);
  }
  return { values: present(values), faults };
}

function defaultsFrom(environment: Given): Given {
  const given = present(environment);
  const defaults = Object.entries(VARIABLES).map(([name, sources]) => {
    const source = sources.find((one) => given[one] !== undefined);
    return [name, source === undefined ? undefined : given[source]] as const;
  });
  return present(Object.fromEntries(defaults));
}

/** Blank values count as absent, as in the bot's configuration. */
function present(values: Given): Given {
  return Object.fromEntries(Object.entries(values).filter(([, text]) => text?.trim()));
}

function guid(what: string): z.ZodGUID {
  return z.guid({ error: ({ input }) => (input === undefined ? `missing; ${what}` : GUID_WORDS) });
}

const GUID_WORDS = 'must be a GUID like 00000000-0000-0000-0000-000000000000';

/** The store takes pages on the offerer's own host, for anybody to read. */
function webPage(what: string): z.ZodURL {
  return z.url({
    protocol: /^https$/u,
    hostname: HOST,
    error: ({ input }) =>
      input === undefined
        ? `missing; the address of ${what}`
        : 'must be an https address at a public host, as https://www.example.com/page',
  });
}
