import { useTranslation } from 'react-i18next';
import { customerOptions } from '#customers/public.web.ts';
import { Combobox } from '#platform/ui/combobox.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { segmentsContract } from '../../segments/segments.contract.ts';
import { membershipsContract } from '../memberships.contract.ts';
import './memberships.css';

const { addMembers, removeMembers, members, movements, portrait, countHistory } =
  membershipsContract.endpoints;
const { segment, segments } = segmentsContract.endpoints;
const refreshes = [members, movements, portrait, countHistory, segment, segments];

interface Who {
  customerId: string;
  displayName: string;
}

/** Puts a customer into a list made by hand and takes them out of it; either can be taken back. */
export function useHandMembers(id: string) {
  const { t } = useTranslation('segments');
  const adding = useSend(addMembers, { refreshes });
  const removing = useSend(removeMembers, { refreshes });
  const move = (isIn: boolean) => async (who: Who) => {
    const { send } = isIn ? adding : removing;
    try {
      const { moved } = await send({ id, ids: [who.customerId] });
      const undo = { label: t('builder.undo'), run: () => void move(!isIn)(who) };
      const said = !isIn ? 'removed' : moved === 0 ? 'already' : 'added';
      toast({
        key: 'hand-member',
        title: t(`members.${said}`, { name: who.displayName }),
        ...(moved === 0 ? {} : { action: undo }),
      });
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
  };
  return { add: move(true), remove: move(false) };
}

/** Finds a customer and puts them into the list. */
export function AddMember({ onAdd }: { onAdd: (who: Who) => Promise<void> }) {
  const { t } = useTranslation('segments');
  return (
    <div className="ms-add">
      <Combobox
        value={null}
        label={t('members.add')}
        placeholder={t('members.add')}
        search={customerOptions}
        onChange={(found) => found && void onAdd({ customerId: found.value, displayName: found.label })}
      />
    </div>
  );
}
