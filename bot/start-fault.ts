// Why a start failed, in words that say what to do, and the exit code that goes with it.

import { ConfigError } from './config/config.ts';
import { errorCode, errorPlace } from './monitoring/log.ts';

export interface StartFault {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

/** What node says of a system call or of SQLite that failed, and PostgreSQL of a connection. */
interface SystemError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly port?: unknown;
  readonly migration?: unknown;
  readonly errcode?: unknown;
  readonly errstr?: unknown;
}

const FAULT = 1;
/** EX_CONFIG of sysexits.h: the operator must change the configuration, a restart will not help. */
const CONFIG = 78;
/** SQLITE_PERM, READONLY, CANTOPEN, NOTADB: another path is needed. The rest may pass: busy, full, … */
const WRONG_FILE: ReadonlySet<unknown> = new Set([3, 8, 14, 26]);

/** Of PostgreSQL's codes those that only another URL, or a right given there, can mend. */
const WRONG_SERVER: ReadonlyMap<string, string> = new Map([
  ['28P01', 'user or password is wrong'],
  ['28000', 'the server lets this user in neither by name nor by address'],
  ['3D000', 'there is no such database; create it'],
  ['42501', 'the user may not create tables; grant create on schema public'],
  ['ENOTFOUND', 'there is no such host'],
]);

/** In: whatever the start threw. Out: exit code and lines for stderr, without anybody's secret in them. */
export function startFault(error: unknown): StartFault {
  if (error instanceof ConfigError) return { exitCode: CONFIG, lines: error.faults };
  const system = (error ?? {}) as SystemError;
  const known = listenFault(system) ?? databaseFault(system) ?? serverFault(system);
  if (known) return known;
  const place = errorPlace(error) ?? 'an unknown place';
  return fault(FAULT, `Lotse could not start: ${errorCode(error)} at ${place}`);
}

function listenFault({ code, syscall, port }: SystemError): StartFault | undefined {
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return undefined;
  switch (code) {
    case 'EADDRINUSE':
      return fault(FAULT, `PORT: ${String(port)} is taken; end what has it or set another port`);
    case 'EACCES':
      return fault(CONFIG, `PORT: ${String(port)} is not open to this account; use one above 1023`);
    default:
      return fault(CONFIG, 'HOST: is no address of this machine; use 127.0.0.1 or 0.0.0.0');
  }
}

function databaseFault({ code, syscall, errcode, errstr }: SystemError): StartFault | undefined {
  const advice = 'name a database file in a folder this account may write to';
  if (syscall === 'mkdir') return fault(CONFIG, `DATABASE_URL: ${String(code)}; ${advice}`);
  if (code !== 'ERR_SQLITE_ERROR') return undefined;
  const exitCode = WRONG_FILE.has(Number(errcode) & 0xff) ? CONFIG : FAULT;
  return fault(exitCode, `DATABASE_URL: ${String(errstr)}; ${advice}`);
}

function serverFault({ name, code, syscall, migration }: SystemError): StartFault | undefined {
  if (name === 'NewerDatabase') {
    const advice = 'run that release, or restore the copy made before it';
    return fault(
      CONFIG,
      `DATABASE_URL: a newer release was here (${String(migration)}); ${advice}`,
    );
  }
  if (name === 'ConnectionLost') {
    return fault(FAULT, `DATABASE_URL: the server does not answer (${String(code)}); start it`);
  }
  const advice = WRONG_SERVER.get(String(code));
  if (advice) return fault(CONFIG, `DATABASE_URL: ${advice} (${String(code)})`);
  const isCertificate = /CERT|^UNABLE_TO_VERIFY/u.test(String(code));
  if (!isCertificate || syscall !== undefined) return undefined;
  return fault(CONFIG, `DATABASE_URL: the certificate is not trusted (${String(code)})`);
}

function fault(exitCode: number, line: string): StartFault {
  return { exitCode, lines: [line] };
}
