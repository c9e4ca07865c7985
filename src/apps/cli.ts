import { text as readText } from 'node:stream/consumers';
import { terminalLanguage } from '#platform/config/terminal-language.ts';
import { runCommandLine } from './cli/run-command-line.ts';
import { type Terminal, unread } from './cli/session.ts';

const { stdout, stderr } = process;
const ending = new AbortController();

const terminal: Terminal = {
  out: (text) => void stdout.write(`${text}\n`),
  err: (text) => void stderr.write(`${text}\n`),
  columns: stdout.isTTY ? stdout.columns : undefined,
  bar: stderr.isTTY ? stderr : undefined,
  write: (piece) =>
    new Promise((resolve, reject) => {
      stdout.write(piece, (error) => (error ? reject(error) : resolve()));
    }),
  input: () => readText(process.stdin),
  folder: process.cwd(),
};

// The first time everything is stopped in good order, the second time at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (ending.signal.aborted) process.exit(130);
    ending.abort();
  });
}
stdout.on('error', () => ending.abort(unread));
stderr.on('error', () => undefined);

const code = await runCommandLine({
  args: process.argv.slice(2),
  language: terminalLanguage(),
  terminal,
  signal: ending.signal,
});
process.exitCode = code;
