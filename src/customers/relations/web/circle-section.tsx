import { useTranslation } from 'react-i18next';
import { Avatar } from '#platform/ui/avatar.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import { CustomerLink } from '../../profiles/web/customer-link.tsx';
import { type CircleMember, relationsContract } from '../relations.contract.ts';
import './relations.css';

/** The household of a person, or the people of an organisation, with what they bought together; nothing where there is nobody else. */
export function CircleSection({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const tied = customer.relations.some(({ kind, direction }) =>
    customer.kind === 'person' ? kind === 'household' : kind === 'works_at' && direction === 'in',
  );
  const { data, isPlaceholderData } = useEndpoint(
    relationsContract.endpoints.circle,
    { id: customer.id },
    { enabled: tied },
  );
  if (!tied || !data || isPlaceholderData || data.items.length < 2) return null;
  const { orders, spendMinor } = data;
  const together =
    orders === null || spendMinor === null
      ? undefined
      : t('circle.together', {
          count: orders,
          shown: format.number(orders),
          spend: format.money({ amountMinor: spendMinor, currency }),
        });
  return (
    <Section
      title={t(`circle.title.${customer.kind}`)}
      count={`${format.number(data.items.length)}${data.more ? '+' : ''}`}
      note={together && data.more ? t('circle.atMost', { together }) : together}
    >
      <ul className="cu-relations">
        {data.items.map((member) => (
          <Member key={member.customerId} member={member} isSelf={member.customerId === customer.id} />
        ))}
      </ul>
    </Section>
  );
}

function Member({ member, isSelf }: { member: CircleMember; isSelf: boolean }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const { customerId, displayName, kind, role, orders, spendMinor } = member;
  return (
    <li className="cu-relation">
      <Avatar name={displayName} kind={kind} />
      <span className="cu-relation-words">
        {isSelf ? (
          <span>{displayName}</span>
        ) : (
          <CustomerLink customerId={customerId}>{displayName}</CustomerLink>
        )}
        {role ? <span className="pn-soft">{role}</span> : null}
      </span>
      <span className="cu-relation-worth pn-num">
        {spendMinor === null ? null : format.money({ amountMinor: spendMinor, currency })}
        {orders === null ? null : (
          <span className="pn-soft">
            {t('circle.orders', { count: orders, shown: format.number(orders) })}
          </span>
        )}
      </span>
    </li>
  );
}
