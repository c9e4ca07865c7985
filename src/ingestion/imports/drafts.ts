import type { z } from 'zod';
import { fieldsToFill } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import type { OpenContext } from '#platform/http/bind.ts';
import { recipeForColumns, setUpByRecipe } from '../recipes/recipe-set-up.ts';
import { columnsPrint } from './column-names.ts';
import { withCustomFields } from './custom-columns.ts';
import { refuseUnwritable, writableSetUp } from './field-rights.ts';
import { keepFirstLook, takeFirstLook } from './first-look.ts';
import { allowedSetUp, refuseIdentityNumbers } from './identity-numbers.ts';
import { followSource, importDetailOf, sourceOfBatch } from './import-detail.queries.ts';
import { changedOptions, defaultSource, type importOptionsEdit } from './import-options.contract.ts';
import type { ImportDetail } from './imports.contract.ts';
import { deleteImport, insertImport, updateImport } from './imports.queries.ts';
import { draftNamed, importNamed } from './imports.ts';
import { mendedImport, setUpAsMended } from './mended-file.ts';
import type { Dialect, Mapping, Preview } from './reading/reading.contract.ts';
import type { SetUp } from './set-up.ts';
import { choosePart, type FileToRead, previewStored, uploadNamed } from './stored-file.ts';

type FileKind = Mapping['as'];

/**
 * Makes a draft from an uploaded file. A file of mended rows is read as the import that they come from was, one
 * whose columns a recipe knows as the recipe says, any other as it was recognised.
 */
export async function createImport(
  ctx: OpenContext,
  input: { uploadId: string; as?: FileKind; part?: string; batch?: string },
): Promise<ImportDetail> {
  const upload = await ctx.transact((inner) => uploadNamed(inner, input.uploadId));
  const part = await choosePart(ctx, upload, input.part);
  const preview = await previewStored(ctx, { upload, part }, { as: input.as });
  return ctx.answer(async (inner) => {
    const names = namesOf(preview);
    const best = await bestSetUp(inner, preview, names, input.as);
    const setUp = writableSetUp(inner, allowedSetUp(inner, best));
    if (input.batch && setUp.options.source === defaultSource)
      setUp.options.source = (await sourceOfBatch(inner, input.batch, defaultSource)) ?? defaultSource;
    const row = await insertImport(inner, {
      kind: setUp.mapping.as,
      uploadId: upload.id,
      title: part === null ? upload.fileName : `${upload.fileName} / ${part}`,
      state: 'draft',
      ...setUp,
      columnNames: names,
      columnsPrint: columnsPrint(names),
      bytesTotal: part === null ? upload.sizeBytes : String(preview.sizeBytes),
      part,
      batch: input.batch,
    });
    await inner.audit('import.drafted', `import:${row.id}`, { file: row.title });
    keepFirstLook(row.id, preview, setUp);
    return importDetailOf(inner, row);
  });
}

/** The names of the columns in the order of the file. */
function namesOf(preview: Preview): string[] {
  return preview.columns.map(({ header }) => header);
}

async function bestSetUp(
  ctx: Context,
  preview: Preview,
  names: string[],
  as: FileKind | undefined,
): Promise<SetUp> {
  const scratch = await fromScratch(ctx, preview);
  const mended = await mendedImport(ctx, names, preview.sample);
  if (mended) return setUpAsMended(scratch, names, mended);
  const recipe = await recipeForColumns(ctx, columnsPrint(names), as);
  return recipe ? (setUpByRecipe(scratch, names, recipe) ?? scratch) : scratch;
}

/** What the file itself says. */
export async function fromScratch(ctx: Context, preview: Preview): Promise<SetUp> {
  const { currency } = await ctx.organisation();
  const options = { source: defaultSource, currency, mode: 'createAndUpdate' as const };
  const mapping = withCustomFields(preview.proposal.mapping, preview, await fieldsToFill(ctx));
  return { dialect: preview.dialect, mapping, options };
}

/** The file of an import, as long as it is there. */
export async function fileOfImport(ctx: Context, id: string): Promise<FileToRead> {
  const row = await importNamed(ctx, id);
  return { upload: await uploadNamed(ctx, row.upload_id), part: row.part };
}

/** What the head of the file looks like under a format and mapping, the stored ones unless given. */
export async function previewImport(
  ctx: OpenContext,
  input: { id: string; dialect?: Dialect; mapping?: Mapping; as?: FileKind },
): Promise<Preview> {
  const { row, file } = await ctx.transact(async (inner) => ({
    row: await importNamed(inner, input.id),
    file: await fileOfImport(inner, input.id),
  }));
  const dialect = input.dialect ?? (row.dialect as Dialect);
  // Another format means other columns, so the mapping is proposed anew unless it is given too.
  const mapping = input.mapping ?? (input.dialect || input.as ? undefined : (row.mapping as Mapping));
  const asKept = mapping && (input.as ?? mapping.as) === mapping.as;
  const known = asKept ? takeFirstLook(row.id, dialect, mapping) : undefined;
  return known ?? previewStored(ctx, file, { dialect, mapping, as: input.as });
}

/** Keeps changes to a draft, so that nothing is lost when the tab closes. */
export async function editImport(
  ctx: OpenContext,
  input: {
    id: string;
    dialect?: Dialect;
    mapping?: Mapping;
    options?: z.infer<typeof importOptionsEdit>;
  },
): Promise<ImportDetail> {
  const { dialect } = input;
  const names = dialect && (await namesUnder(ctx, input.id, dialect));
  return ctx.answer(async (inner) => {
    const row = await draftNamed(inner, input.id);
    const before = row.mapping as Mapping | null;
    if (input.mapping) refuseIdentityNumbers(inner, input.mapping, before);
    if (input.mapping) refuseUnwritable(inner, input.mapping, names ?? row.column_names, before);
    if (input.options?.source) await followSource(inner, row, input.options.source);
    const change = {
      dialect,
      mapping: input.mapping,
      kind: input.mapping?.as,
      options: input.options && changedOptions(row.options as object, input.options),
      columnNames: names,
      columnsPrint: names && columnsPrint(names),
    };
    const isChanged = Object.values(change).some((value) => value !== undefined);
    return importDetailOf(inner, isChanged ? await updateImport(inner, row.id, change) : row);
  });
}

/** Another format means other columns. */
async function namesUnder(ctx: OpenContext, id: string, dialect: Dialect): Promise<string[]> {
  const file = await ctx.transact(async (inner) => {
    await draftNamed(inner, id);
    return fileOfImport(inner, id);
  });
  return namesOf(await previewStored(ctx, file, { dialect }));
}

/** Throws a draft away; what was unpacked for it is swept up later. */
export async function discardImport(ctx: Context, id: string): Promise<void> {
  const row = await draftNamed(ctx, id);
  await deleteImport(ctx, row.id);
  await ctx.audit('import.discarded', `import:${id}`, { file: row.title });
}
