// What the receiving organisation found out about a mail's sender (RFC 8601). Only the topmost header is believed:
// each hop puts its own on top, so whatever a sender brought along lies below it.

import { domainOf, headerOf, type Mail } from './mail.ts';
import { registrable } from './link.ts';

/** `none`: nothing was found out, as for mail within a company. */
export type Authentication = 'pass' | 'fail' | 'none';

type Results = ReadonlyMap<string, string>;

/** Exchange Online writes no name of its own before the results, or one of these. */
const EXCHANGE = /(?:^|\.)(?:protection\.outlook\.com|mx\.microsoft\.com)$/u;
const RESULT = /(?:^|[;\s])(spf|dkim|dmarc|compauth)\s*=\s*([a-z]+)/giu;
const HEADER_FROM = /\bheader\.from\s*=\s*([^\s;]+)/iu;

/** Judges a sender. Out: `pass` when DMARC passed for the domain in From; `fail` when it or Microsoft failed, or both SPF and DKIM. */
export function authenticationOf(mail: Mail, mailbox: string): Authentication {
  const header = headerOf(mail, 'authentication-results');
  if (header === undefined || !isReceivers(header, domainOf(mailbox))) return 'none';
  const results = resultsIn(header);
  const about = HEADER_FROM.exec(header)?.[1];
  const isAligned = about === undefined || isSame(about, domainOf(mail.fromAddress));
  if (hasFailed(results) || !isAligned) return 'fail';
  return results.get('dmarc') === 'pass' ? 'pass' : 'none';
}

function resultsIn(header: string): Results {
  const found = [...header.toLowerCase().matchAll(RESULT)];
  return new Map(found.map(([, method = '', result = '']) => [method, result]));
}

function hasFailed(results: Results): boolean {
  if (results.get('dmarc') === 'fail' || results.get('compauth') === 'fail') return true;
  const spf = results.get('spf') ?? '';
  return (
    ['fail', 'softfail'].includes(spf) && results.get('dkim') !== 'pass' && !results.has('dmarc')
  );
}

/** The authserv-id stands before the first semicolon, unless the first thing is a result already. */
function isReceivers(header: string, receiver: string): boolean {
  const [first = ''] = header.trim().split(/[;\s]/u, 1);
  if (first.includes('=')) return true;
  const name = first.toLowerCase();
  return EXCHANGE.test(name) || isSame(name, receiver);
}

function isSame(one: string, other: string): boolean {
  return other !== '' && registrable(one) === registrable(other);
}
