import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Lies in a data folder from the first to the last step of a restore. */
export const unfinishedFile = 'unfinished-restore';

/** Throws where a backup was restored into the data folder by half. */
export function refuseUnfinished(dataFolder: string): void {
  if (!existsSync(join(dataFolder, unfinishedFile))) return;
  throw new Error(
    `A backup was restored into ${dataFolder} by half: run "./perennial restore" again.\n备份只恢复了一部分，请重新运行“./perennial restore”。`,
  );
}
