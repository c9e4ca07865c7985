/** The folders of the data folder that hold what cannot be made again; a backup takes all of them along. */
export const storedFolders = ['uploads', 'attachments', 'audit', 'secrets', 'exports'] as const;

/**
 * Stored files never change once they have their name, but for these: they tell how far rows had got, so a backup takes
 * them as they were before its rows.
 */
export const replacedFiles: ReadonlySet<string> = new Set(['audit/head']);

/** Throws on a folder that backups would not know. */
export function checkStoredFolder(name: string): void {
  if (!(storedFolders as readonly string[]).includes(name))
    throw new Error(`The folder ${name} is not in the list of src/platform/files/stored-folders.ts.`);
}
