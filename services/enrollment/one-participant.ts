// An enrollment in which one person stood under several ids, once it is known that they are one.

import { isDeepStrictEqual } from 'node:util';
import type { Draft, Enrollment, Participant } from './enrollment.ts';

/** The enrollment with one id for them: one participant, who said what was said under any of the ids. Out: the same when none is in it. */
export function withPersonAs(
  enrollment: Enrollment,
  ids: readonly string[],
  personId: string,
): Enrollment {
  const renamed = (id: string): string => (ids.includes(id) ? personId : id);
  const said = <T extends { readonly by?: string | undefined }>(entry: T): T =>
    entry.by === undefined ? entry : { ...entry, by: renamed(entry.by) };
  const drafted = (draft: Draft): Draft => ({
    ...draft,
    by: [...new Set(draft.by.map(renamed))],
  });
  const { participants, draft, drafts, answers, standing, history, directory } = enrollment;
  const after = {
    ...enrollment,
    participants: withOne(participants, [...ids, personId], personId),
    draft: draft && drafted(draft),
    drafts: mapped(drafts, drafted),
    answers: mapped(answers, said),
    standing: mapped(standing, said),
    history: history.map(said),
    directory: directory && said(directory),
  };
  return isDeepStrictEqual(after, enrollment) ? enrollment : after;
}

/** They stand where they stood first, since then, under the name that is known. */
function withOne(
  participants: readonly Participant[],
  ids: readonly string[],
  personId: string,
): Enrollment['participants'] {
  const theirs = participants.filter((one) => ids.includes(one.personId));
  const [first] = theirs;
  const name = theirs.findLast((one) => one.name !== '')?.name ?? '';
  const joinedAt = theirs.map((one) => one.joinedAt).sort()[0] ?? '';
  return participants.flatMap((one) => {
    if (one === first) return [{ personId, name, joinedAt }];
    return theirs.includes(one) ? [] : [one];
  });
}

function mapped<T extends object>(
  entries: T,
  change: (entry: NonNullable<T[keyof T]>) => unknown,
): T {
  return Object.fromEntries(
    Object.entries(entries).map(([id, entry]) => [id, change(entry as NonNullable<T[keyof T]>)]),
  ) as T;
}
