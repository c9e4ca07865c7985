import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomFieldDialog, useCustomFields, useMayMakeFields } from '#customers/public.web.ts';
import { Button } from '#platform/ui/button.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { customFieldOf, customOwners } from '../reading/fields.contract.ts';
import type { Mapping, PreviewColumn } from '../reading/reading.contract.ts';
import { assignField } from './mapping-edits.ts';
import { proposedField } from './proposed-field.ts';

interface MakeFieldProps {
  column: PreviewColumn;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** Makes a custom field of a column, of the type that its values suggest, and reads the column into it. */
export function MakeField({ column, mapping, onChange }: MakeFieldProps) {
  const { t } = useTranslation('ingestion');
  const { language } = useFormat();
  const owner = customOwners[mapping.as];
  const { groups } = useCustomFields(owner);
  const mayMake = useMayMakeFields();
  const [open, setOpen] = useState(false);
  if (!mayMake) return null;
  return (
    <>
      <Button size="small" tone="quiet" icon={Plus} onClick={() => setOpen(true)}>
        {t('columns.makeField')}
      </Button>
      {open ? (
        <CustomFieldDialog
          of={owner}
          field={null}
          proposed={proposedField(column, language)}
          groups={groups}
          onMade={({ key, type }) => onChange(assignField(mapping, column, customFieldOf(owner, type), key))}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
