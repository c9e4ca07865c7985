import { useTranslation } from 'react-i18next';
import { customerOptions } from '#customers/public.web.ts';
import { Combobox } from '#platform/ui/combobox.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { segmentsContract } from '../../segments/segments.contract.ts';
import { membershipsContract } from '../memberships.contract.ts';
import './memberships.css';

const { addMembers, removeMembers, members, movements, portrait, countHistory } =
  membershipsContract.endpoints;
const { segment, segments, segmentNames } = segmentsContract.endpoints;
export const refreshedByMoves = [members, movements, portrait, countHistory, segment, segments, segmentNames];
const refreshes = refreshedByMoves;

interface Who {
  customerId: string;
  displayName: string;
}

/** Puts customers into a list made by hand and takes them out of it, and tells whether that was done; whoever moved can be moved back. */
export function useHandMembers(id: string) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const adding = useSend(addMembers, { refreshes });
  const removing = useSend(removeMembers, { refreshes });
  const move =
    (isIn: boolean) =>
    async (who: readonly Who[]): Promise<boolean> => {
      const { send } = isIn ? adding : removing;
      try {
        const { moved, ids } = await send({ id, ids: who.map(({ customerId }) => customerId) });
        const those = who.filter(({ customerId }) => ids.includes(customerId));
        const undo = { label: t('builder.undo'), run: () => void move(!isIn)(those) };
        const said = !isIn ? 'removed' : moved === 0 ? 'already' : 'added';
        const words = { count: moved, shown: format.number(moved) };
        const title =
          who.length === 1
            ? t(`members.${said}`, { name: who[0]!.displayName })
            : t(isIn ? 'members.backMany' : 'members.removedMany', words);
        toast({ key: 'hand-member', title, ...(moved === 0 ? {} : { action: undo }) });
        return true;
      } catch (error) {
        toast({ tone: 'danger', title: problemText(error) });
        return false;
      }
    };
  return { add: move(true), remove: move(false) };
}

/** Finds a customer and puts them into the list. */
export function AddMember({ onAdd }: { onAdd: (who: readonly Who[]) => Promise<unknown> }) {
  const { t } = useTranslation('segments');
  return (
    <div className="ms-add">
      <Combobox
        value={null}
        label={t('members.add')}
        placeholder={t('members.add')}
        search={customerOptions}
        onChange={(found) => found && void onAdd([{ customerId: found.value, displayName: found.label }])}
      />
    </div>
  );
}
