// A collection page by page [api-paging]: all of it or nothing, and never without end.

import { z } from 'zod';
import { answer, noAnswer, type PartnerCenterAnswer } from '../partner-center.ts';
import type { RestCall, RestCaller } from './rest-caller.ts';
import { pageShape } from './rest-shapes.ts';

const TOKEN = 'MS-ContinuationToken';
const MOST_PAGES = 100;
const MOST_ITEMS = 20_000;
const BUDGET_MS = 60_000;

/** A whole collection: every item, or a silence when one page is missing, a continuation repeats, or it does not end. */
export async function collect<T>(
  call: RestCaller,
  asking: Omit<RestCall<unknown>, 'shape' | 'codes'>,
  item: z.ZodType<T>,
): Promise<PartnerCenterAnswer<readonly T[]>> {
  const budget = AbortSignal.timeout(BUDGET_MS);
  const shape = pageShape.extend({ items: z.array(item) });
  const items: T[] = [];
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    const page = await call({ ...asking, ...continued(asking, token), shape, budget });
    if (page.kind === 'silence') return page;
    items.push(...page.value.items);
    token = continuation(page.value);
    if (token === undefined) return answer(items);
    if (seen.has(token) || seen.size >= MOST_PAGES || items.length > MOST_ITEMS) {
      return noAnswer('badAnswer', 'endlessPaging');
    }
    seen.add(token);
  }
}

function continued(
  { path }: Pick<RestCall<unknown>, 'path'>,
  token: string | undefined,
): Pick<RestCall<unknown>, 'path' | 'headers'> {
  if (token === undefined) return { path };
  const joint = path.includes('?') ? '&' : '?';
  return { path: `${path}${joint}seekOperation=Next`, headers: { [TOKEN]: token } };
}

/** Only the token is taken from the link: where to ask stays ours to say. */
function continuation({ links }: z.output<typeof pageShape>): string | undefined {
  const headers = links?.next?.headers ?? [];
  return headers.find(({ key }) => key.toLowerCase() === TOKEN.toLowerCase())?.value;
}
