/** The folders of the data folder that hold what people brought; a backup takes all of them along. */
export const storedFolders = ['uploads'] as const;

/** Throws on a folder that backups would not know. */
export function checkStoredFolder(name: string): void {
  if (!(storedFolders as readonly string[]).includes(name))
    throw new Error(`The folder ${name} is not in the list of src/platform/files/stored-folders.ts.`);
}
