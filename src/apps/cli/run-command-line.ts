import { CommanderError } from 'commander';
import { type Config, readConfig } from '#platform/config/config.ts';
import { openLog } from '#platform/config/log.ts';
import { buildProgram } from './program.ts';
import { linkToServer } from './server-link.ts';
import { type Run, type Session, type Terminal, unread } from './session.ts';
import { CommandError, errorText, type Language, type Texts, textsIn } from './texts.ts';

export interface CommandLine {
  args: string[];
  language: Language;
  terminal: Terminal;
  /** Aborted to interrupt the command. */
  signal: AbortSignal;
  /** Settings; those of this process unless given. */
  config?: Config;
}

const interrupted = 130;

/**
 * Runs one command to its end and gives its exit code: 0 done, 1 failed or refused, 2 wrong usage, 130
 * interrupted. A server that was started for it is stopped before.
 */
export async function runCommandLine(line: CommandLine): Promise<number> {
  const { args, language, terminal, signal } = line;
  const texts = textsIn(language);
  const program = buildProgram(texts, sessionsOf(line, texts), {
    out: (text) => terminal.out(text.trimEnd()),
    err: (text) => terminal.err(text.trimEnd()),
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return usageEnding(error, terminal, texts);
    if (signal.aborted) return interrupted;
    terminal.err(errorText(texts, error));
    return error instanceof CommandError ? error.exitCode : 1;
  }
}

function sessionsOf({ terminal, signal, config: given }: CommandLine, texts: Texts): Run {
  return async (work) => {
    const config = given ?? readConfig();
    let onInterrupt: (() => string) | undefined;
    // The log is for whoever runs a server; who runs a command wants to hear of trouble only.
    const log = openLog(config.logLevel === 'info' ? 'warn' : config.logLevel);
    const server = linkToServer({
      config,
      log,
      signal,
      onStart: () => void (terminal.bar && terminal.err(texts.say('server.starting'))),
    });
    const tell = () => {
      if (signal.reason !== unread) terminal.err(onInterrupt?.() ?? texts.say('server.interrupted'));
    };
    signal.addEventListener('abort', tell, { once: true });
    const session: Session = {
      terminal,
      texts,
      config,
      server,
      log,
      signal,
      onInterrupt: (say) => {
        onInterrupt = say;
      },
    };
    try {
      await work(session);
    } finally {
      await server.close();
      signal.removeEventListener('abort', tell);
    }
  };
}

/** Commander ends by an error also when all is well, as after --help. */
function usageEnding(error: CommanderError, terminal: Terminal, texts: Texts): number {
  if (error.exitCode === 0) return 0;
  if (error.code === 'commander.help') return 2;
  const what = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1]!);
  const text = texts.find([`cli:usage.${error.code.replace('commander.', '')}`], {
    what: (what[0] ?? '').replace(/ <.*/, ''),
    value: what[1] ?? '',
    detail: /Allowed choices are (.*)\.$/.exec(error.message)?.[1] ?? '',
  });
  terminal.err(text ?? error.message);
  terminal.err(texts.say('usage.seeHelp'));
  return 2;
}
