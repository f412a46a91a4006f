// One JSON line per event on stdout: ids and codes only, never what a person typed, an address or a token.

import { pino } from 'pino';
import type { LogLevel } from '../config/variables.ts';

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** Where the lines go; stdout unless a test wants to read them. */
export interface LogSink {
  write(line: string): void;
}

const OWN_PLACE = /\/((?:bot|dialogs|services)\/[\w./-]{1,100}\.ts:\d+):\d+\)?$/u;
const CODE = /^[\w.-]{1,64}$/u;

/** A log that writes at this level and above. In: level, sink (stdout by default). */
export function createLog(level: LogLevel, sink?: LogSink): Log {
  const options = {
    level,
    base: null,
    messageKey: 'event',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  // Written at once: the last line before an exit would else be lost, or overtake the one before it.
  const logger = pino(options, sink ?? pino.destination({ dest: 1, sync: true }));
  return {
    info: (event, fields) => {
      logger.info({ ...fields }, event);
    },
    warn: (event, fields) => {
      logger.warn({ ...fields }, event);
    },
    error: (event, fields) => {
      logger.error({ ...fields }, event);
    },
  };
}

/**
 * What a log may say about something thrown: its code and HTTP status, else its name.
 * Never its message, in which a person's words, an address or a token may stand.
 */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'not-an-error';
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  const parts = [ownName(error), code, statusCode].filter(isCode).map(String);
  const telling = parts.filter((part) => part !== 'Error');
  return telling.length > 0 ? telling.join('.') : 'Error';
}

/** What a log says of something thrown: its code and its place. */
export function errorFields(error: unknown): LogFields {
  return { code: errorCode(error), at: errorPlace(error) };
}

/** Where in our own code something was thrown, as `dialogs/root-dialog.ts:12`; undefined when nowhere. */
export function errorPlace(error: unknown): string | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^ {4}at /u.test(line));
  return frames.map((frame) => OWN_PLACE.exec(frame)?.[1]).find((place) => place !== undefined);
}

/** The class tells more than the name when the name was never set, as in botbuilder's errors. */
function ownName(error: Error): string {
  return error.name === 'Error' ? error.constructor.name : error.name;
}

function isCode(value: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'number') && CODE.test(String(value));
}
