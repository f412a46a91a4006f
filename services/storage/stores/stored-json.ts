// What the stores keep as JSON, read back. Whatever cannot be read is undefined: others mend it.

import type { Enrollment } from '../../enrollment/enrollment.ts';
import { readEnrollment, storedShapeOf } from '../../enrollment/upgrade.ts';

/** Out: undefined for what is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An enrollment in today's shape; undefined when it cannot be read. */
export function enrollmentIn(text: string): Enrollment | undefined {
  return readEnrollment(jsonIn(text));
}

/** What is stored of an enrollment. */
export function jsonOf(enrollment: Enrollment): string {
  return JSON.stringify(storedShapeOf(enrollment));
}
