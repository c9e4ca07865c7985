import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';

/** What is worked out of customers and their orders has nobody to tell of before there are some. */
export function NobodyYet({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation('segments');
  const may = useMay();
  return (
    <EmptyState
      title={title}
      text={text}
      action={
        may('ingestion.write') ? <ButtonLink to="/imports/new">{t('empty.import')}</ButtonLink> : undefined
      }
    />
  );
}
