import { CircleHelp, UserMinus, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerLink, customerOptions } from '#customers/public.web.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { usePhone } from '#platform/ui/media.ts';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import type { Segment } from '../../segments/segments.contract.ts';
import { membershipsContract, mostNamed } from '../memberships.contract.ts';
import { AddMember, useHandMembers } from './hand-members.tsx';
import { WhyDialog } from './why-dialog.tsx';

const { members } = membershipsContract.endpoints;
type Member = OutputOf<typeof members>['items'][number];
type Asked = Pick<Member, 'customerId' | 'displayName'>;

/** Who is in a segment, who came last first; of everybody one can ask why. */
export function MembersTable({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const pages = useEndpointPages(members, { id: segment.id });
  const [asked, setAsked] = useState<Asked | null>(null);
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const may = useMay();
  const phone = usePhone();
  const format = useFormat();
  const isTooMany = selection.size > mostNamed;
  const { add, remove } = useHandMembers(segment.id);
  const isKept = segment.kind === 'hand' && segment.mayChange && may('segments.write');
  const removeChosen = async () => {
    if (await remove((pages.rows ?? []).filter(({ customerId }) => selection.has(customerId))))
      setSelection(new Set());
  };
  return (
    <>
      {isKept ? <AddMember onAdd={add} /> : null}
      {segment.kind === 'hand' ? null : <AskWhy onAsk={setAsked} />}
      <DataTable
        framed
        cards
        maxHeight={560}
        label={t('page.tab.members')}
        rows={pages.rows}
        rowKey={({ customerId }: Member) => customerId}
        onPreview={phone ? setAsked : undefined}
        selection={isKept ? selection : undefined}
        onSelection={setSelection}
        bulk={
          <Button size="small" icon={UserMinus} disabled={isTooMany} onClick={() => void removeChosen()}>
            {isTooMany ? t('members.mostAtOnce', { shown: format.number(mostNamed) }) : t('members.remove')}
          </Button>
        }
        columns={[
          {
            key: 'name',
            header: t('members.name'),
            width: 130,
            grow: 2,
            // A card as a whole asks why, and the answer leads to the customer.
            cell: ({ customerId, displayName }) =>
              phone ? displayName : <CustomerLink customerId={customerId}>{displayName}</CustomerLink>,
          },
          {
            key: 'entered',
            header: t('members.entered'),
            labelled: true,
            width: 112,
            cell: ({ enteredAt }) => <Time value={enteredAt} />,
          },
          {
            key: 'why',
            header: '',
            width: isKept ? 200 : 100,
            grow: 0,
            align: 'end',
            card: 'none',
            cell: (member) => (
              <>
                <Button size="small" tone="quiet" icon={CircleHelp} onClick={() => setAsked(member)}>
                  {t('why.tab')}
                </Button>
                {isKept ? (
                  <Button size="small" tone="quiet" icon={UserMinus} onClick={() => void remove([member])}>
                    {t('members.remove')}
                  </Button>
                ) : null}
              </>
            ),
          },
        ]}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        onMore={pages.loadMore}
        stale={pages.stale}
        error={pages.error}
        onRetry={pages.retry}
        empty={
          <EmptyState
            inset
            icon={Users}
            title={t(segment.filling ? 'state.filling' : 'members.noneTitle')}
            text={t(`members.none.${whyNone(segment)}`)}
          />
        }
      />
      {asked ? <WhyDialog segment={segment} customer={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

/** Finds any customer, to be told why they are a member or none. */
function AskWhy({ onAsk }: { onAsk: (who: Asked) => void }) {
  const { t } = useTranslation('segments');
  return (
    <div className="ms-add">
      <Combobox
        value={null}
        label={t('why.ask')}
        placeholder={t('why.ask')}
        search={customerOptions}
        onChange={(found) => found && onAsk({ customerId: found.value, displayName: found.label })}
      />
    </div>
  );
}

/** Why a segment has no members, as its text is called. */
function whyNone({ archivedAt, state, filling, kind }: Segment) {
  if (archivedAt) return 'archived';
  if (state === 'broken') return 'broken';
  return filling ? 'filling' : kind;
}
