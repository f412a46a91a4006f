// What parsed JSON may be like before anything walks it: not too deep, not too much, no names of the language itself.

/** So many levels no activity and no event has; recursion over more would be a way to end the process. */
const DEEPEST = 40;
const LONGEST_NAME = 256;
/** In: parsed JSON, and how many values it may hold. Out: what is wrong with it; undefined when nothing is. */
export function shapeFault(value: unknown, mostValues: number): string | undefined {
  let level: readonly unknown[] = [value];
  let count = 0;
  for (let depth = 1; level.length > 0; depth += 1) {
    count += level.length;
    if (count > mostValues) return `must not hold more than ${mostValues} values`;
    const containers = level.filter(isContainer);
    const isTooDeep = depth > DEEPEST && containers.length > 0;
    if (isTooDeep) return `must not be nested deeper than ${DEEPEST} levels`;
    if (containers.some(hasBadName)) return 'has a field name that is reserved or too long';
    level = containers.flatMap((container): readonly unknown[] => Object.values(container));
  }
  return undefined;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function hasBadName(container: object): boolean {
  if (Array.isArray(container)) return false;
  return Object.keys(container).some((name) => name.length > LONGEST_NAME) || isPoison(container);
}

/** A copy by assignment would change objects that have nothing to do with the request. */
function isPoison(container: object): boolean {
  if (Object.hasOwn(container, '__proto__')) return true;
  const made = Object.getOwnPropertyDescriptor(container, 'constructor')?.value as unknown;
  return isContainer(made) && Object.hasOwn(made, 'prototype');
}
