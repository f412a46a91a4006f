// The command lines: `node bot/cli/main.ts <command> …`, as the scripts of package.json call it.

import type { CommandLine, CommandReport } from './run-command.ts';

/** Loaded by name, since a command needs little of what the others do. */
const COMMANDS = {
  deliveries: () => import('./deliveries.ts'),
  doctor: () => import('./doctor.ts'),
  event: () => import('./event.ts'),
  export: () => import('./export.ts'),
  'install-for': () => import('./install-for.ts'),
  mailbox: () => import('./mailbox.ts'),
  'migrate-data': () => import('./migrate-data.ts'),
  'partner-center': () => import('./partner-center.ts'),
  playground: () => import('./playground.ts'),
  questions: () => import('./questions.ts'),
} satisfies Readonly<Record<string, () => Promise<{ readonly command: CommandLine }>>>;

/** What a command writes is its owner's alone. */
const OWNER_ONLY = 0o077;

process.umask(OWNER_ONLY);
const [name = '', ...args] = process.argv.slice(2);
print(await run());

async function run(): Promise<CommandReport> {
  if (isCommand(name)) {
    await chooseWayOut();
    return (await COMMANDS[name]()).command(args);
  }
  return { exitCode: 64, lines: [`Name a command: ${Object.keys(COMMANDS).join(', ')}.`] };
}

/** What is wrong with the configuration the command says itself, if it needs one. */
async function chooseWayOut(): Promise<void> {
  const [{ readConfig, ConfigError }, { goThrough }] = await Promise.all([
    import('../config/config.ts'),
    import('../../services/http/outgoing.ts'),
  ]);
  try {
    goThrough(readConfig().proxies);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
  }
}

function isCommand(word: string): word is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, word);
}

function print({ exitCode, lines, stream }: CommandReport): void {
  const isForReading = exitCode === 0 || stream === 'stdout';
  if (lines.length > 0) {
    (isForReading ? process.stdout : process.stderr).write(`${lines.join('\n')}\n`);
  }
  process.exitCode = exitCode;
}
