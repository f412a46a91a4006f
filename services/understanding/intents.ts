// What a person may mean, as a closed set, and the phrasings each intent is learned from.

import { readdirSync, readFileSync } from 'node:fs';
import type { MilestoneId } from '../enrollment/milestones.ts';
import type { Language } from '../texts/languages.ts';

/** `question` is one for the knowledge; `remark` asks for nothing and reports nothing that is done. */
export const INTENTS = [
  'agree',
  'back',
  'begin',
  'bye',
  'cancel',
  'correct',
  'deleteData',
  'disagree',
  'dontKnow',
  'fewerNotes',
  'greeting',
  'haveNone',
  'help',
  'human',
  'language.any',
  'language.de',
  'language.en',
  'moreNotes',
  'myData',
  'nextStep',
  'pause',
  'question',
  'remark',
  'report.adminAgent',
  'report.appealed',
  'report.customerInvited',
  'report.emailConfirmed',
  'report.mpaSigned',
  'report.partnerId',
  'report.providerAuthorized',
  'report.providerInvited',
  'report.refused',
  'report.submitted',
  'report.verified',
  'startOver',
  'status',
  'thanks',
  'whoAreYou',
  'why',
] as const;
export type Intent = (typeof INTENTS)[number];
export type ReportIntent = Extract<Intent, `report.${string}`>;

/** A milestone as a report moves it. */
export interface ReportedMilestone {
  readonly milestone: MilestoneId;
  readonly value?: 'failed' | 'appealed';
}

/** A phrasing, and what it means. */
export interface Phrasing {
  readonly text: string;
  readonly intent: Intent;
  readonly language: Language;
}

const DATA = new URL('data/', import.meta.url);

const VALUES: Readonly<Partial<Record<ReportIntent, ReportedMilestone>>> = {
  'report.refused': { milestone: 'verified', value: 'failed' },
  'report.appealed': { milestone: 'verified', value: 'appealed' },
};

/** Whether an intent is a report. */
export function isReport(intent: Intent): intent is ReportIntent {
  return intent.startsWith('report.');
}

/** What a report says of which milestone. */
export function reportedBy(intent: ReportIntent): ReportedMilestone {
  return VALUES[intent] ?? { milestone: intent.slice('report.'.length) as MilestoneId };
}

/** All phrasings of both languages, in a fixed order. Throws when a file of an intent is missing or no list of lines. */
export function loadPhrasings(): readonly Phrasing[] {
  return (['de', 'en'] as const).flatMap((language) =>
    INTENTS.flatMap((intent) =>
      linesOf(language, intent).map((text) => ({ text, intent, language })),
    ),
  );
}

/** Files of a language's folder that belong to no intent. */
export function strayFiles(language: Language): readonly string[] {
  const known = new Set(INTENTS.map((intent) => `${intent}.json`));
  return readdirSync(new URL(`${language}/`, DATA)).filter((file) => !known.has(file));
}

function linesOf(language: Language, intent: Intent): readonly string[] {
  const lines: unknown = JSON.parse(
    readFileSync(new URL(`${language}/${intent}.json`, DATA), 'utf8'),
  );
  if (!Array.isArray(lines) || !lines.every((line) => typeof line === 'string')) {
    throw new Error(
      `services/understanding/data/${language}/${intent}.json must be a list of lines.`,
    );
  }
  return lines;
}
