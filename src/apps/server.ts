import { flushCompileCache } from 'node:module';
import { setupLink } from '#admin/public.ts';
import { readConfig } from '#platform/config/config.ts';
import { openLog } from '#platform/config/log.ts';
import { buildWeb } from './build-web.ts';
import { type Installation, startInstallation } from './installation.ts';

/** `npm start`: everything in one process, until a signal. */
async function main(): Promise<void> {
  const config = readConfig();
  const log = openLog(config.logLevel);
  const webFolder = await buildWeb(() => say('Building the web pages (once) …', '正在构建网页（仅一次）……'));
  const installation = await startInstallation({ config, log, webFolder });
  stopOnSignal(installation);
  flushCompileCache();
  const link = await setupLink(installation.platform);
  if (link)
    say(
      `Open this link once to set up: ${installation.url}${link}`,
      `首次使用，请打开此链接完成设置：${installation.url}${link}`,
    );
  else say(`Perennial is ready: ${installation.url}`, `常青已就绪：${installation.url}`);
}

function stopOnSignal(installation: Installation): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      await installation.stop();
      process.exit(0);
    });
  }
}

function say(...lines: string[]): void {
  for (const line of lines) console.log(line);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
