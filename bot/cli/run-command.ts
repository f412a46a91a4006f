// What every command line does alike: its arguments are read, it runs, and a report says how it went.

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { startFault } from '../start-fault.ts';

/** Runs a command. In: its arguments. Never throws: a fault is a report too. */
export type CommandLine = (args: readonly string[]) => Promise<CommandReport>;

export interface CommandReport {
  readonly exitCode: number;
  readonly lines: readonly string[];
  /** Where the lines go whatever the exit code is; by default only those of a success go to stdout. */
  readonly stream?: 'stdout';
}

interface CommandParts<Wanted> {
  readonly usage: readonly string[];
  /** Out: what is wanted, or what is wrong with the arguments. */
  readArguments(args: readonly string[]): Wanted | string;
  run(wanted: Wanted): CommandReport | Promise<CommandReport>;
}

type Options = NonNullable<ParseArgsConfig['options']>;
type ParsedArguments<T extends Options> = ReturnType<
  typeof parseArgs<{ readonly options: T; readonly allowPositionals: boolean }>
>;

/** EX_USAGE of sysexits.h. */
const USAGE_FAULT = 64;

/** A command line of its parts: wrong arguments bring the usage, and what `run` throws is put into words. */
export function createCommand<Wanted>(parts: CommandParts<Wanted>): CommandLine {
  return async (args) => {
    try {
      const wanted = parts.readArguments(args);
      return await (typeof wanted === 'string'
        ? usageFault(wanted, parts.usage)
        : parts.run(wanted));
    } catch (error) {
      return startFault(error);
    }
  };
}

/** The arguments are wrong: why, and what they can be. */
export function usageFault(fault: string, usage: readonly string[]): CommandReport {
  return { exitCode: USAGE_FAULT, lines: [fault, '', ...usage] };
}

/** In: the arguments and what they can be. Out: them by name, or a sentence on what is wrong with them. */
export function parseArguments<T extends Options>(
  args: readonly string[],
  options: T,
  allowPositionals = false,
): ParsedArguments<T> | string {
  try {
    return parseArgs({ args: [...args], options, allowPositionals });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Whether a text is a GUID, as ids of tenants and people are. */
export function isGuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu.test(text);
}
