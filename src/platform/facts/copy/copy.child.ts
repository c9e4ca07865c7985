import {
  applyChanges,
  attachedAs,
  beginFile,
  dropFile,
  finishFile,
  loadTable,
  openFile,
  stateOf,
} from './copy-file.ts';
import type { Command, CopyState, FromProcess, ToProcess, Trouble } from './copy-protocol.ts';
import { bindable, read, readerOf } from './duck-values.ts';

type Duck = typeof import('@duckdb/node-api');
type Instance = Awaited<ReturnType<Duck['DuckDBInstance']['create']>>;
type Connection = Awaited<ReturnType<Instance['connect']>>;
type Ask = Extract<Command, { type: 'ask' }>;

const pageRows = 2_000;
const interruptEveryMs = 50;

const [folder = '', memoryMb = '512', threads = '2'] = process.argv.slice(2);

/** The file that questions are put to, the one that is being built, and how many questions still read which. */
let current: string | undefined;
let next: string | undefined;
const readings = new Map<string, number>();
const asked = new Map<number, Asked>();

interface Asked {
  /** Breaks off what is running at this moment. */
  stop: (() => void) | undefined;
  more: (() => void) | undefined;
  /** It is broken off again and again: between two statements nothing is there to be broken off. */
  stopped: NodeJS.Timeout | undefined;
}

function say(message: FromProcess): void {
  process.send?.(message);
}

async function start(): Promise<void> {
  let duck: Duck;
  try {
    duck = await import('@duckdb/node-api');
  } catch (error) {
    say({ type: 'absent', reason: error instanceof Error ? error.message : String(error) });
    return;
  }
  const instance = await duck.DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryMb}MB`,
    threads,
    temp_directory: `${folder}/spilled`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const writer = await instance.connect();
  // Nothing outside this folder is read or written, whatever a statement says.
  await writer.run(`set allowed_directories = ['${folder.replaceAll("'", "''")}/']`);
  await writer.run('set enable_external_access = false');
  let doing: Promise<void> = Promise.resolve();
  process.on('message', (message: ToProcess) => {
    if ('type' in message) nudge(message);
    else if (message.command.type === 'ask')
      void act(message.id, ask(duck, instance, message.id, message.command));
    else doing = doing.then(() => act(message.id, work(writer, message.command as Exclude<Command, Ask>)));
  });
  say({ type: 'ready' });
}

async function act(id: number, working: Promise<CopyState | undefined>): Promise<void> {
  try {
    const state = await working;
    say({ id, type: 'done', ...(state === undefined ? {} : { state }) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    say({ id, type: 'failed', trouble: troubleOf(message), message });
  }
}

function troubleOf(message: string): Trouble {
  if (/^(Out of Memory|Out Of Memory)/i.test(message) || message.includes('failed to offload data'))
    return 'memory';
  if (message.startsWith('INTERRUPT')) return 'stopped';
  if (/^(IO|Serialization|FATAL|INTERNAL) /i.test(message)) return 'broken';
  return 'fault';
}

async function work(writer: Connection, command: Exclude<Command, Ask>): Promise<CopyState | undefined> {
  switch (command.type) {
    case 'open': {
      const state = await openFile(writer, command.file);
      current = command.file;
      return state;
    }
    case 'begin':
      if (next !== undefined) await dropFile(writer, next);
      next = command.file;
      await beginFile(writer, command.file, command);
      return undefined;
    case 'abandon':
      if (next !== undefined) await dropFile(writer, next);
      next = undefined;
      return undefined;
    case 'load':
      await loadTable(writer, attachedAs(next!), command);
      return undefined;
    case 'finish': {
      await finishFile(writer, attachedAs(next!), command.state);
      const former = current;
      current = next;
      next = undefined;
      if (former !== undefined) void dropWhenRead(writer, former);
      return undefined;
    }
    case 'apply':
      await applyChanges(writer, attachedAs(current!), command.changes, command.state);
      return undefined;
  }
}

async function dropWhenRead(writer: Connection, file: string): Promise<void> {
  while ((readings.get(file) ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  await dropFile(writer, file).catch(() => {});
}

function nudge({ id, type }: Extract<ToProcess, { type: 'stop' | 'more' }>): void {
  const question = asked.get(id);
  if (type === 'stop' && question) {
    question.stop?.();
    question.stopped ??= setInterval(() => question.stop?.(), interruptEveryMs);
  }
  question?.more?.();
}

async function ask(duck: Duck, instance: Instance, id: number, command: Ask): Promise<CopyState> {
  const file = current;
  if (file === undefined) throw new Error('IO Error: no copy is open');
  readings.set(file, (readings.get(file) ?? 0) + 1);
  const question: Asked = { stop: undefined, more: undefined, stopped: undefined };
  asked.set(id, question);
  let connection: Connection | undefined;
  try {
    connection = await instance.connect();
    question.stop = () => connection?.interrupt();
    await connection.run(`use ${attachedAs(file)}`);
    await connection.run(`set TimeZone = '${command.timeZone.replaceAll("'", "''")}'`);
    await connection.run('begin transaction read only');
    const state = await stateOf(connection, attachedAs(file));
    for await (const page of pagesOf(duck, connection, command)) {
      if (question.stopped) throw new Error('INTERRUPT Error: stopped');
      await new Promise<void>((resolve) => {
        question.more = resolve;
        say({ id, type: 'page', ...page });
      });
    }
    return state;
  } finally {
    clearInterval(question.stopped);
    asked.delete(id);
    connection?.closeSync();
    readings.set(file, readings.get(file)! - 1);
  }
}

/** The answer in pages, the last of them short or empty; the next is read when the one before was taken. */
async function* pagesOf(duck: Duck, connection: Connection, { text, parameters }: Ask) {
  const statement = await connection.prepare(text);
  for (const [index, parameter] of parameters.entries()) {
    const [value, type] = bindable(duck, parameter);
    statement.bindValue(index + 1, value, type);
  }
  const result = await statement.stream();
  const names = result.columnNames();
  const readers = result.columnTypes().map((type) => readerOf(duck, type));
  let rows: unknown[][] = [];
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    for (const row of chunk.getRows()) rows.push(row.map((value, index) => read(readers[index]!, value)));
    if (rows.length < pageRows) continue;
    yield { names, rows };
    rows = [];
  }
  yield { names, rows };
}

// The server ends this process; what a terminal sends to all of its processes is not meant for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());

await start();
