import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '#platform/ui/client.ts';
import { problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import { type FileKind, fileKinds } from '../reading/fields.contract.ts';
import type { DraftKeeping } from './use-draft.ts';

/** What the rows of the file are: orders, customers, activities. Another kind means other fields, proposed anew. */
export function KindSwitch({ draft, keep }: { draft: ImportDetail; keep: DraftKeeping['keep'] }) {
  const { t } = useTranslation('ingestion');
  const [wanted, setWanted] = useState<FileKind>();
  const readAs = async (as: FileKind) => {
    if (as === draft.mapping?.as) return;
    setWanted(as);
    try {
      const { proposal } = await call(importsContract.endpoints.preview, {
        id: draft.id,
        dialect: draft.dialect!,
        as,
      });
      keep({ mapping: proposal.mapping });
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    } finally {
      setWanted(undefined);
    }
  };
  return (
    <div className="im-kind">
      <span className="pn-soft">{t('kind.readAs')}</span>
      <Select
        label={t('kind.readAs')}
        value={wanted ?? draft.mapping!.as}
        disabled={wanted !== undefined}
        options={fileKinds.map((kind) => ({
          value: kind,
          label: t(`kind.${kind}`),
          note: t(`kind.note.${kind}`),
        }))}
        onChange={(as) => void readAs(as as FileKind)}
      />
    </div>
  );
}
