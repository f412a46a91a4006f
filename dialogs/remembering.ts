// An id is known only once a reply was sent, which is after the turn. So the reply says under which name to keep it.

import type { Activity } from 'botbuilder';

const REMEMBER_AS = Symbol('remember as');

type Marked = Partial<Activity> & { readonly [REMEMBER_AS]?: string };

/** Marks an activity: its id is to be kept in the conversation's state under this name. The mark never leaves the process. */
export function rememberedAs(name: string, activity: Partial<Activity>): Partial<Activity> {
  return { ...activity, [REMEMBER_AS]: name } as Marked;
}

/** The name under which an activity's id is to be kept; undefined when it need not be. */
export function nameToRemember(activity: Partial<Activity>): string | undefined {
  return (activity as Marked)[REMEMBER_AS];
}
