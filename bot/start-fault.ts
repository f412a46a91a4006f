// Why a start failed, in words that say what to do, and the exit code that goes with it.

import { ConfigError } from './config.ts';
import { errorCode, errorPlace } from './log.ts';

export interface StartFault {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

const FAULT = 1;
/** EX_CONFIG of sysexits.h: the operator must change the configuration, a restart will not help. */
const CONFIG = 78;

/** In: whatever the start threw. Out: exit code and lines for stderr, without anybody's secret in them. */
export function startFault(error: unknown): StartFault {
  if (error instanceof ConfigError) return { exitCode: CONFIG, lines: error.faults };
  const { code, port } = error as { code?: string; port?: number };
  switch (String(code)) {
    case 'EADDRINUSE':
      return fault(
        FAULT,
        `PORT: ${port ?? ''} is taken; end the program that has it or set another`,
      );
    case 'EACCES':
      return fault(CONFIG, `PORT: ${port ?? ''} is not open to this account; use one above 1023`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return fault(CONFIG, 'HOST: is no address of this machine; use 127.0.0.1 or 0.0.0.0');
    default:
      return fault(FAULT, told(error));
  }
}

function fault(exitCode: number, line: string): StartFault {
  return { exitCode, lines: [line] };
}

/** A StoreError's message is written for the operator; of any other only the code is told. */
function told(error: unknown): string {
  if (error instanceof Error && error.name === 'StoreError') return error.message;
  return `Lotse could not start: ${errorCode(error)} at ${errorPlace(error) ?? 'an unknown place'}`;
}
