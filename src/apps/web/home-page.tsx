import { useTranslation } from 'react-i18next';
import { ordersContract } from '#commerce/orders/orders.contract.ts';
import { profilesContract } from '#customers/profiles/profiles.contract.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { useFormat, useMay, useSession } from '#platform/ui/session.tsx';
import { Slot } from '#platform/ui/slots.tsx';
import './home.css';
import { HomeChanges, HomeSince } from './home-changes.tsx';
import { HomeFigures } from './home-figures.tsx';
import { HomeWork } from './home-work.tsx';

/** My day. An empty installation offers the ways to fill it, another what changed. */
export function Page() {
  const { t } = useTranslation('shell');
  const { user } = useSession();
  const format = useFormat();
  const empty = useEmpty();
  return (
    <PageBody>
      <PageHeader
        title={empty ? t('home.welcome', { name: user.name }) : t('home.title', { name: user.name })}
        notes={[format.date(new Date(), true)]}
      />
      {empty ? <p className="sh-home-lead">{t('home.lead')}</p> : null}
      {empty ? <Slot name="home.start" props={{}} /> : null}
      {empty ? null : <HomeFigures />}
      {empty ? null : <HomeSince />}
      {empty ? null : <HomeChanges />}
      <HomeWork />
      <Slot name="home.panels" props={{ empty }} />
    </PageBody>
  );
}

/** Whether there is nothing at all yet; not said before it is known. Whoever may not see customers and orders gets no invitation to make some. */
function useEmpty(): boolean {
  const may = useMay();
  const customers = useEndpoint(
    profilesContract.endpoints.count,
    {},
    { enabled: may('customers.read'), refreshMs: 30_000 },
  );
  const orders = useEndpoint(
    ordersContract.endpoints.count,
    {},
    { enabled: may('commerce.read'), refreshMs: 30_000 },
  );
  if (!customers.data || !orders.data) return false;
  return customers.data.count + orders.data.count === 0;
}
