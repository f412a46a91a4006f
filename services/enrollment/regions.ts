// The CSP regions: which countries belong together, list of 2023-08-17 [csp-regions].

import regionLists from './data/regions.json' with { type: 'json' };

/** Date of the list the bot answers from. */
export const REGIONS_AS_OF = '2023-08-17';

const REGION_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(regionLists.regions_2023).flatMap(([region, rows]) =>
    rows.map((row) => [row[1] ?? '', region.replace(/ region and market$/u, '')] as const),
  ),
);

/** The CSP region of a country. In: ISO code. Out: the region's English name, undefined when it is in none. */
export function regionOf(country: string): string | undefined {
  return REGION_OF.get(country);
}
