import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#platform/http/contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Link, useGo } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import { mostMeant, rulesContract } from '../../rules/rules.contract.ts';
import { customersMeant } from '../../rules/web/customers-meant.ts';
import { segmentsContract } from '../segments.contract.ts';

/** Rules that come with the product: each opens in the builder, where whom it means shows at once. */
export function ReadyMade() {
  const { language } = useFormat();
  const { data } = useEndpoint(segmentsContract.endpoints.readyMade, {});
  if (!data) return <SkeletonLines lines={4} />;
  return (
    <ul className="sg-ready">
      {data.items.map(({ key, name, description, rule }) => (
        <li key={key}>
          <Link bare className="sg-ready-card" to={builderOf(key)}>
            <b>{name[language]}</b>
            <span>{description[language]}</span>
          </Link>
          <ListOfMeant ready={{ key, rule }} />
        </li>
      ))}
    </ul>
  );
}

type ReadyRule = OutputOf<typeof segmentsContract.endpoints.readyMade>['items'][number];

const builderOf = (key: string) => `/segments/new?ready=${key}`;

/** Leads to the list of those meant, and where a list does not show so many, or nobody, to the builder that says how many. */
function ListOfMeant({ ready: { key, rule } }: { ready: Pick<ReadyRule, 'key' | 'rule'> }) {
  const { t } = useTranslation('segments');
  const go = useGo();
  const { send, sending } = useSend(rulesContract.endpoints.countRule);
  const open = async () => {
    const { customers = 0 } = (await send({ rule: rule as never }).catch(() => undefined)) ?? {};
    const list = customers > 0 && customers <= mostMeant ? customersMeant(rule as Rule) : undefined;
    if (list) go(list.to, list.search);
    else go(builderOf(key));
  };
  return (
    <span className="sg-ready-list">
      <Button size="small" tone="quiet" busy={sending} onClick={() => void open()}>
        {t('ready.list')}
      </Button>
    </span>
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
