import { UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { useMay } from '#platform/ui/session.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { phoneText } from '../../profiles/web/contact-value.tsx';
import { CustomerLink } from '../../profiles/web/customer-link.tsx';
import { duplicatesContract } from '../duplicates.contract.ts';
import './duplicates.css';
import { useJudge } from './use-judge.ts';
import { useShare } from './use-share.ts';

const shown = 3;

/** Says on a customer's page who may be the same person, and lets one settle it there. */
export function DuplicateNotice({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const may = useMay();
  const { writes } = useFieldRights();
  const judge = useJudge();
  const share = useShare();
  const { data, isPlaceholderData } = useEndpoint(duplicatesContract.endpoints.ofCustomer, {
    id: customerId,
  });
  const open = isPlaceholderData
    ? []
    : (data?.items.filter(({ state, isShared }) => state === 'open' && !isShared) ?? []);
  if (open.length === 0) return null;
  return (
    <ul className="pd-notice">
      {open.slice(0, shown).map((pair) => (
        <li key={pair.other.id}>
          <UsersRound size={16} aria-hidden />
          <span className="pd-notice-words">
            {t('pair.maybe')}
            <CustomerLink plain customerId={pair.other.id}>
              {pair.other.displayName}
            </CustomerLink>
            <span className="pn-soft">
              {t(`pair.both.${pair.kind}`, { value: phoneText(pair.value ?? '') }).trim()}
            </span>
          </span>
          {may('customers.write') ? (
            <span className="pd-notice-acts">
              <Button size="small" onClick={() => void judge(pair, 'different')}>
                {t('pair.different')}
              </Button>
              {pair.value !== null && writes(pair.kind) ? (
                <Button
                  size="small"
                  tone="quiet"
                  onClick={() => void share(pair.kind, pair.value ?? '', true)}
                >
                  {t(`contact.share.${pair.kind}`)}
                </Button>
              ) : null}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
