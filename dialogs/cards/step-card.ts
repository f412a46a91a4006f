// The card of one step: what is asked, what was given so far, and what is wrong with it.

import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { FieldFinding } from '../../services/enrollment/check.ts';
import {
  draftFindings,
  draftOf,
  fieldInQuestion,
  isAskedAgain,
  valuesOn,
} from '../../services/enrollment/drafts.ts';
import { formOf } from '../../services/enrollment/form.ts';
import type { InvitationTerm } from '../../services/enrollment/next-step.ts';
import { originsOf } from '../../services/enrollment/prefill.ts';
import { hasState } from '../../services/enrollment/rules/state.ts';
import {
  fieldsOf,
  type Field,
  type FieldKind,
  type StepId,
} from '../../services/enrollment/steps.ts';
import { phoneShown } from '../../services/reading/phone-line.ts';
import type { Hints } from '../../services/partner-center/polling/hints.ts';
import { isTextKey, type Translate, type TextKey } from '../../services/texts/texts.ts';
import {
  button,
  heading,
  note,
  MOST_ACTIONS,
  paragraph,
  submit,
  type Button,
  type Card,
  type CardLanguage,
  type Element,
} from './card.ts';
import { promptNumberData } from './card-action.ts';
import { countryChoices } from './country-choices.ts';
import { doubtButtons } from './doubt-buttons.ts';

export interface StepCardOptions extends CardLanguage {
  readonly enrollment: Enrollment;
  /** What Partner Center reported beside the facts. */
  readonly hints?: Hints | undefined;
  /** The provider's open invitation, where one is known. */
  readonly invitation?: InvitationTerm | undefined;
}

/** Text where nothing else fits better. */
const INPUT_STYLE: Readonly<Partial<Record<FieldKind, 'Email' | 'Tel' | 'Url'>>> = {
  email: 'Email',
  phone: 'Tel',
  website: 'Url',
};

const LONGEST_LINE = 255;

/** The card that asks a step. In: the enrollment and the step. Out: a card whose `answer` button sends the inputs. */
export function stepCard(options: StepCardOptions, step: StepId): Card {
  const { enrollment, t } = options;
  const findings = draftFindings(enrollment, step);
  const values = valuesOn(enrollment, step);
  const shown = fieldsOf(step).filter((field) => isShown(field, values));
  const origins = originsOf(enrollment, step, values);
  const where = progress(enrollment, step, t);
  const hint = typeHint(enrollment, step, t);
  const { visit } = promptNumberData(enrollment);
  const doubted = doubtButtons({ step, visit, findings }, options);
  const taken = [...doubted.values()].flat().length;
  const words = [...new Set(findings.map((finding) => findingText(finding, t)))];
  return {
    kind: 'step',
    summary: [`${where}: ${t(titleKey(step))}.`, ...words, ...hint].join(' '),
    body: [
      note(where),
      heading(t(titleKey(step))),
      paragraph(t(`intro.${step}`)),
      ...notes(enrollment, step, t),
      ...hint.map(paragraph),
      ...shown.flatMap((field) => [
        input(field, shownValue(field, values[field.id] ?? ''), options),
        ...(origins[field.id] === 'directory' ? [note(t('origin.directory'))] : []),
        ...complaints(field.id, findings, t),
        ...buttonRow(doubted.get(field.id) ?? []),
      ]),
    ],
    actions: stepButtons(options, step, findings).slice(0, MOST_ACTIONS - taken),
  };
}

/** "Step n of m". */
export function progress(enrollment: Enrollment, step: StepId | 'review', t: Translate): string {
  const form = formOf(enrollment);
  return t('form.step', { step: form.indexOf(step) + 1, steps: form.length });
}

/** A step's title. */
export function titleKey(step: StepId | 'review'): TextKey {
  return `step.${step}`;
}

/** The words of a finding, in the person's language. */
export function findingText({ field, code, params = {} }: FieldFinding, t: Translate): string {
  return t(`issue.${code}`, { ...params, label: t(fieldKey(field)) });
}

/** A field's label. In: its id. Out: the text's key; ids of other releases have none and keep a general one. */
export function fieldKey(id: string): TextKey {
  const key = `field.${id}`;
  return isTextKey(key) ? key : 'empty.value';
}

/** A value as people read it: a phone number in international form. */
export function shownValue({ kind }: Field, value: string): string {
  return kind === 'phone' ? phoneShown(value) : value;
}

function isShown(field: Field, values: Readonly<Record<string, string>>): boolean {
  if (field.hidden === true) return false;
  if (field.id !== 'state') return true;
  return hasState(values['country']) || (values['state'] ?? '') !== '';
}

/** Stands under its input [interface-form]. Never 'Warning': clients paint it yellow on white. */
function complaints(field: string, findings: readonly FieldFinding[], t: Translate): Element[] {
  const own = findings.filter((finding) => finding.field === field);
  if (own.length === 0) return [];
  const refused = own.some(({ weight }) => weight === 'refusal');
  const id = `${field}${refused ? 'Error' : 'Warning'}`;
  const text = own.map((finding) => findingText(finding, t)).join(' ');
  const color = refused ? 'Attention' : 'Accent';
  return [{ type: 'TextBlock', id, text, wrap: true, color, spacing: 'Small' }];
}

function buttonRow(buttons: readonly Button[]): Element[] {
  return buttons.length === 0 ? [] : [{ type: 'ActionSet', spacing: 'Small', actions: buttons }];
}

/** Few options stand open on the card; a list of countries is searched by typing. */
function input(field: Field, value: string, { language, t }: StepCardOptions): Element {
  const { id } = field;
  const label = t(fieldKey(id));
  const given = value === '' ? {} : { value };
  if (field.kind === 'choice') {
    const choices = field.options.map((name) => ({
      title: t(optionKey(field, name)),
      value: name,
    }));
    return { type: 'Input.ChoiceSet', id, label, style: 'expanded', choices, ...given };
  }
  if (field.kind === 'country') {
    const choices = countryChoices(language);
    const shown = { label, style: 'filtered', placeholder: t('form.choose') } as const;
    return { type: 'Input.ChoiceSet', id, ...shown, choices, ...given };
  }
  const hint = `hint.${id}`;
  const placeholder = isTextKey(hint) ? { placeholder: t(hint) } : {};
  const style = INPUT_STYLE[field.kind] ?? 'Text';
  const maxLength = LONGEST_LINE;
  return { type: 'Input.Text', id, label, style, maxLength, ...placeholder, ...given };
}

/** An option's words. */
export function optionKey(field: Field, name: string): TextKey {
  const key = `option.${field.id}.${name}`;
  return isTextKey(key) ? key : 'empty.value';
}

/** Who types field by field is told which one is next. */
function typeHint(enrollment: Enrollment, step: StepId, t: Translate): readonly string[] {
  if (draftOf(enrollment, step)?.typed !== true) return [];
  const values = valuesOn(enrollment, step);
  const isMissing = fieldsOf(step).some(
    ({ id, optional }) => !optional && (values[id] ?? '') === '',
  );
  if (!isMissing) return [t('form.checkHint')];
  return [t('form.typeHint', { label: t(fieldKey(fieldInQuestion(enrollment, step).id)) })];
}

/** What an earlier answer means for this step. */
function notes(enrollment: Enrollment, step: StepId, t: Translate): Element[] {
  const form = formOf(enrollment);
  const isAfterAccount =
    form.indexOf(step) === form.indexOf('account') + 1 && form.includes('account');
  const about: TextKey[] = isAfterAccount ? accountNotes(enrollment) : [];
  if (step === 'situation' && isProposed(enrollment)) about.push('note.reseller');
  if (isAskedAgain(enrollment, step)) about.push('note.askedAgain');
  return about.map((key) => note(t(key)));
}

function accountNotes({ answers }: Enrollment): TextKey[] {
  const account = answers['account']?.values['workAccount'];
  if (account === 'user') return ['note.workAccount.user'];
  return account === 'none' ? ['note.workAccount.none'] : [];
}

/** The directory counts the tenant as a reseller's: likely, and for the person to say. */
function isProposed({ answers, directory }: Enrollment): boolean {
  return answers['situation'] === undefined && directory?.values['situation'] !== undefined;
}

function stepButtons(
  { enrollment, t }: StepCardOptions,
  step: StepId,
  findings: readonly FieldFinding[],
): Button[] {
  const shown = { step, ...promptNumberData(enrollment) };
  const doubtful = findings.length > 0 && findings.every(({ weight }) => weight === 'doubt');
  const another = findings.some(({ code }) => code === 'situation.direct');
  const onward = doubtful ? t('button.sendAgain') : t('button.next');
  const direct = { ...shown, situation: 'direct', agreed: 'situation' };
  const moving = { ...shown, situation: 'direct', way: 'move' };
  return [
    ...(another ? [button(t('button.otherTenant'), 'answer', direct)] : []),
    ...(another ? [button(t('button.moveOver'), 'answer', moving)] : []),
    submit(another ? t('button.next') : onward, 'answer', shown),
    ...(step === 'situation' ? [] : [button(t('button.back'), 'back')]),
    button(t('button.pause'), 'pause'),
    button(t('button.help'), 'help'),
  ];
}
