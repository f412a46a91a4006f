// The company's website: http or https, on a host the public can reach.

import { parse } from 'tldts';
import { z } from 'zod';
import { plainText } from '../../reading/plain-text.ts';
import { isOnmicrosoft, registrableDomain } from './email.ts';
import type { Doubt, IssueCode } from './finding.ts';
import { saysThereIsNone } from './no-answer.ts';

const LONGEST = 300;
const format: IssueCode = 'website.format';
const notPublic: IssueCode = 'website.notPublic';
const tooLong: IssueCode = 'tooLong';

/** Kept for documentation by RFC 2606, so that a demonstration needs nobody's real domain. */
const DOCUMENTATION = 'example';
/** In the list of public suffixes, but out of the reach of a browser (RFC 7686). */
const HIDDEN = 'onion';

/** A web address, or nothing („keine“). Out: a schema; an address typed without "https://" gets it. */
export function website(): z.ZodType<string, string> {
  return z.string().transform((text, context) => {
    const given = plainText(text);
    if (given === '' || saysThereIsNone(given)) return '';
    const full = /^[a-z][a-z\d+.-]*:(?!\d)/iu.test(given) ? given : `https://${given}`;
    const issue = given.length > LONGEST ? tooLong : problem(full);
    if (issue !== undefined) context.addIssue(issue);
    return issue === undefined ? full : given;
  });
}

/** Doubtful: the website's domain differs from the primary contact's [employment-check]. */
export const websiteOfOtherDomain: Doubt = (value, { contactEmail, ownDomains }) => {
  if (value === '' || contactEmail === undefined || isOnmicrosoft(contactEmail)) return undefined;
  const mail = registrableDomain(contactEmail);
  if (mail === registrableDomain(value) || ownDomains.includes(mail)) return undefined;
  return 'website.otherDomain';
};

function problem(address: string): IssueCode | undefined {
  if (!/^https?:\/\/[^/\\]/iu.test(address) || !URL.canParse(address)) return format;
  const { hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return format;
  return isPublicHost(hostname) ? undefined : notPublic;
}

function isPublicHost(hostname: string): boolean {
  const { domain, isIcann, isIp, publicSuffix } = parse(hostname);
  if (isIp === true || domain === null || publicSuffix === HIDDEN) return false;
  return isIcann === true || publicSuffix === DOCUMENTATION;
}
