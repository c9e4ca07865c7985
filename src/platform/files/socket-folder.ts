import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

// sockaddr_un holds 108 bytes on Linux and 104 on macOS, with the closing zero.
const longestSocketPathBytes = process.platform === 'linux' ? 107 : 103;

/**
 * The path of the Unix socket through which the command line speaks to the server of this data folder, in a
 * folder of mode 0700 that is made when absent. Server and command line get the same answer as long as both
 * see the same temporary folder. The server sets the socket itself to mode 0600.
 */
export function cliSocketPath(dataFolder: string): string {
  const real = realpathSync(dataFolder);
  const owner = statSync(real).uid;
  return join(socketFolder(join(real, 'run'), 'cli.sock', [owner, process.getuid?.() ?? owner]), 'cli.sock');
}

/**
 * Makes the wanted folder (mode 0700) for a socket of this name and gives its path; where that would be
 * longer than a socket path may be, a folder in the temporary folder, named by the hash of the wanted path.
 * Throws when that folder exists and belongs to none of `owners` (user ids) or is open to others. With
 * `giveTo` a new folder is handed to that user.
 */
export function socketFolder(
  wanted: string,
  socketName: string,
  owners: number[],
  giveTo?: { uid: number; gid: number },
): string {
  const real = join(realpathSync(dirname(wanted)), basename(wanted));
  const fits = Buffer.byteLength(join(real, socketName)) <= longestSocketPathBytes;
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 24);
  const folder = fits ? real : join(realpathSync(tmpdir()), `perennial-${hash}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
    if (giveTo) chownSync(folder, giveTo.uid, giveTo.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = lstatSync(folder);
  if (!found.isDirectory() || !owners.includes(found.uid) || (found.mode & 0o077) !== 0) {
    throw new Error(
      `The folder ${folder} is not private to the user of Perennial: remove it and start again.`,
    );
  }
  return folder;
}
