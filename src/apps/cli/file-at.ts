import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Session } from './session.ts';
import { CommandError } from './texts.ts';

/** The file as the caller means it, from the folder that they are in. Throws CommandError where it cannot be read. */
export function fileAt({ terminal }: Session, file: string): string {
  const path = resolve(terminal.folder, file);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new CommandError('error.noFile', { path }, 1);
  if (!found.isFile()) throw new CommandError('error.notAFile', { path }, 1);
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new CommandError('error.cannotRead', { path, reason: (error as Error).message }, 1);
  }
  return path;
}
