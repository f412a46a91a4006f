// The configuration: all its faults at once, or what else is worth knowing of it.

import { ConfigError, readConfig, type Config } from '../config/config.ts';
import type { Environment } from '../config/credentials.ts';
import { fault, type CheckResult, ok } from './finding.ts';

export interface ConfigurationOutcome {
  /** Undefined: it is wrong, and nothing else can be looked at. */
  readonly config: Config | undefined;
  readonly findings: readonly CheckResult[];
}

/** In: the environment, the process's own by default. */
export function checkConfiguration(env?: Environment): ConfigurationOutcome {
  const id = 'configuration';
  try {
    const config = readConfig(env);
    return { config, findings: [ok(id, 'Every variable that is set has a good value.')] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const findings = error.faults.map((line) => {
      const name = /^[\w]+/u.exec(line)?.[0] ?? 'a variable';
      return fault(id, `${line}.`, `Correct ${name} in .env; .env.example explains it.`);
    });
    return { config: undefined, findings };
  }
}
