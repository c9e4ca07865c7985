import { useTranslation } from 'react-i18next';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { Slot } from '#platform/ui/slots.tsx';

/** My day: what the domains put into the slot `home.panels`. */
export function Page() {
  const { t } = useTranslation('shell');
  const { user } = useSession();
  const format = useFormat();
  return (
    <PageBody>
      <PageHeader title={t('home.title', { name: user.name })} notes={[format.date(new Date(), true)]} />
      <Slot name="home.panels" props={{}} />
    </PageBody>
  );
}
