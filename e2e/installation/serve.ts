import { startInstallation } from '#apps/installation.ts';
import { readConfig } from '#platform/config/config.ts';
import { openLog } from '#platform/config/log.ts';

// A server that listens on the command line's socket only: what fault tests kill and start again.
const config = readConfig();
const installation = await startInstallation({ config, log: openLog(config.logLevel) });
process.on('SIGTERM', async () => {
  await installation.stop();
  process.exit(0);
});
// Without its test it would hold the test run's output open for ever.
process.on('disconnect', () => process.exit(1));
process.send?.({ connection: installation.platform.database.connection });
