// `enroll`: begins the company's enrollment, joins the one a colleague began, or goes on after a pause.

import type { TurnContext } from 'botbuilder';
import {
  beginEnrollment,
  isParticipant,
  join,
  type Enrollment,
} from '../../services/enrollment/enrollment.ts';
import { valuesOn } from '../../services/enrollment/drafts.ts';
import { formOf, position } from '../../services/enrollment/form.ts';
import { recordStep } from '../../services/enrollment/record-step.ts';
import { nextMilestone } from '../../services/enrollment/progress.ts';
import { day } from '../../services/texts/texts.ts';
import { nameKey } from '../cards/milestone-name.ts';
import { titleKey } from '../cards/step-card.ts';
import { actOf, turnInfoOf, type DialogServices, type TurnInfo } from '../turn-info.ts';
import { sendText } from '../send.ts';

export interface Participation {
  readonly kind: 'began' | 'joined' | 'resumed' | 'went on';
  readonly enrollment: Enrollment;
}

/** Makes the person a participant. Says what they come into. Out: how, and the enrollment as it is then. */
export async function joinEnrollment(
  context: TurnContext,
  services: DialogServices,
): Promise<Participation> {
  const turnInfo = turnInfoOf(context);
  const id = services.newId();
  const { kind, enrollment } = await services.enrollments.change(
    turnInfo.person.tenantId,
    (current) => {
      const outcome = outcomeOf(turnInfo, current, id);
      return { enrollment: outcome.enrollment, outcome };
    },
  );
  if (kind === 'joined') await sendJoined(context, enrollment);
  if (kind === 'resumed') await sendText(context, 'resume.hello');
  return { kind, enrollment };
}

function outcomeOf(turnInfo: TurnInfo, current: Enrollment | undefined, id: string): Participation {
  const act = actOf(turnInfo);
  if (current === undefined) {
    return { kind: 'began', enrollment: beginEnrollment(id, turnInfo.person.tenantId, act) };
  }
  if (!isParticipant(current, turnInfo.person.id)) {
    return { kind: 'joined', enrollment: join(current, act) };
  }
  const resumed = current.pausedAt !== null;
  const awake = { ...current, pausedAt: null };
  return resumed
    ? { kind: 'resumed', enrollment: awake }
    : { kind: 'went on', enrollment: withOtherTenant(awake, turnInfo) };
}

/** „weiter“ after "go on with another tenant?" accepts the offer [direct-bill-tenant]. */
function withOtherTenant(enrollment: Enrollment, turnInfo: TurnInfo): Enrollment {
  const offered = enrollment.draft?.values['situation'] === 'direct';
  if (!offered || position(enrollment) !== 'situation') return enrollment;
  const values = valuesOn(enrollment, 'situation');
  return recordStep(enrollment, { step: 'situation', values }, actOf(turnInfo)).enrollment;
}

async function sendJoined(context: TurnContext, enrollment: Enrollment): Promise<void> {
  const { language, t } = turnInfoOf(context);
  const [first] = enrollment.participants;
  await sendText(context, 'join.others', {
    name: first?.name === undefined || first.name === '' ? t('join.someone') : first.name,
    date: day(enrollment.startedAt, language),
    where: whereIn(enrollment, turnInfoOf(context)),
  });
}

function whereIn(enrollment: Enrollment, { t }: TurnInfo): string {
  const now = position(enrollment);
  if (now !== undefined) {
    const form = formOf(enrollment);
    const [step, steps] = [form.indexOf(now) + 1, form.length];
    return t('where.form', { step, steps, title: t(titleKey(now)) });
  }
  const next = nextMilestone(enrollment);
  return next === undefined ? t('where.complete') : t('where.after', { title: t(nameKey(next)) });
}
