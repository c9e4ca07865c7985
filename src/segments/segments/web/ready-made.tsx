import { useTranslation } from 'react-i18next';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import { customersMeant } from '../../rules/web/customers-meant.ts';
import { segmentsContract } from '../segments.contract.ts';

/** Rules that come with the product: each opens in the builder, where whom it means shows at once. */
export function ReadyMade() {
  const { t } = useTranslation('segments');
  const { language } = useFormat();
  const { data } = useEndpoint(segmentsContract.endpoints.readyMade, {});
  if (!data) return <SkeletonLines lines={4} />;
  return (
    <ul className="sg-ready">
      {data.items.map(({ key, name, description, rule }) => (
        <li key={key}>
          <Link bare className="sg-ready-card" to={`/segments/new?ready=${key}`}>
            <b>{name[language]}</b>
            <span>{description[language]}</span>
          </Link>
          <Link className="sg-ready-list" {...customersMeant(rule as Rule)!}>
            {t('ready.list')}
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function ReadyMadeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('segments');
  return (
    <Dialog open size="wide" title={t('ready.title')} lead={t('ready.lead')} onClose={onClose}>
      <ReadyMade />
    </Dialog>
  );
}
