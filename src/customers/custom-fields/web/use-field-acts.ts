import { useTranslation } from 'react-i18next';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { fieldsContract } from '../../fields/fields.contract.ts';
import { profilesContract } from '../../profiles/profiles.contract.ts';
import { type CustomField, customFieldsContract } from '../custom-fields.contract.ts';
import { useInLanguage } from './use-custom-fields.ts';

const { customFields, orderCustomFields, updateCustomField } = customFieldsContract.endpoints;

/** What shows custom fields, and is stale once one changed. */
export const showsFields = [customFields, fieldsContract.endpoints.fields, profilesContract.endpoints.get];

/** Moves a field to the place of another, and takes fields out of use or back. */
export function useFieldActs(items: readonly CustomField[]) {
  const { t } = useTranslation('customers');
  const { refresh } = useKeptAnswers();
  const inLanguage = useInLanguage();
  const run = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      toast({ tone: 'danger', title: t('fields.notDone'), note: problemText(error) });
    }
    await refresh(...showsFields);
  };
  const move = (field: CustomField, place: CustomField) =>
    run(async () => {
      const others = items.filter(({ id }) => id !== field.id);
      const from = items.findIndex(({ id }) => id === field.id);
      const to = items.findIndex(({ id }) => id === place.id);
      const at = others.findIndex(({ id }) => id === place.id) + (from < to ? 1 : 0);
      await call(orderCustomFields, { ids: others.toSpliced(at, 0, field).map(({ id }) => id) });
    });
  const setArchived = async (field: CustomField, archived: boolean, undoable: boolean): Promise<void> => {
    const written = await call(updateCustomField, { id: field.id, archived }, { version: field.version });
    const label = inLanguage(field.label);
    toast({
      title: t(archived ? 'fields.archivedDone' : 'fields.restoredDone', { label }),
      action: undoable
        ? { label: t('bin.undo'), run: () => void run(() => setArchived(written, !archived, false)) }
        : undefined,
    });
  };
  return {
    move,
    archive: (field: CustomField) => run(() => setArchived(field, field.archivedAt === null, true)),
  };
}
