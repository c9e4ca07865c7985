import { MoreHorizontal, RotateCcw, Trash2 } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useKeys } from '#platform/ui/keys.ts';
import { Menu } from '#platform/ui/menu.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { useSlot } from '#platform/ui/slots.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { AssignMany } from '../../profiles/web/assign-many.tsx';
import { useBin } from '../../profiles/web/bin-customers.ts';
import { TagMany } from '../../tags/web/tag-many.tsx';
import { bulkFields, type MeantInput } from '../works.contract.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import type { ActKind } from './bulk-fields.tsx';

/** Up to here an act is done at once and undone from the toast; beyond, it is work in the background. */
const doneAtOnce = 1_000;
const mostSelected = 10_000;

/** The fields of which an act sets one. */
const fieldsSetBy: Partial<Record<ActKind, readonly string[]>> = {
  tag: ['tags'],
  untag: ['tags'],
  assign: ['ownerId'],
  edit: bulkFields,
};

interface BulkButtonsProps {
  ids: string[];
  /** All that the list holds, whether drawn or not; null where only those selected are meant. */
  everyone: MeantInput | null;
  /** How many the list holds, and whether that is exact. */
  total: { count: number; exact: boolean } | undefined;
  onEveryone: () => void;
  binned: boolean;
  onDone: () => void;
}

/** What can be done to the selected customers, or to all that the filters keep. */
export function BulkButtons(props: BulkButtonsProps) {
  const { ids, everyone, total, onEveryone, binned, onDone } = props;
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [kind, setKind] = useState<ActKind | null>(null);
  const { writes } = useFieldRights();
  const others = useSlot('customers.bulk');
  const mayDo = (act: ActKind) => (fieldsSetBy[act] ? fieldsSetBy[act].some(writes) : true);
  const meant: MeantInput = everyone ?? { ids };
  const many = everyone !== null || ids.length > doneAtOnce;
  const begin = (act: ActKind) => () => (mayDo(act) ? setKind(act) : undefined);
  useKeys({ t: begin('tag'), a: begin('assign') }, many && !binned);
  if (!everyone && ids.length > mostSelected) return <span className="pn-soft">{t('bulk.tooMany')}</span>;
  const kinds: ActKind[] = binned
    ? many
      ? ['restore']
      : []
    : many
      ? ['tag', 'untag', 'assign', 'edit', 'bin']
      : ['untag', 'edit'];
  return (
    <>
      {!everyone && total && total.count > ids.length ? (
        <Button size="small" tone="quiet" onClick={onEveryone}>
          {t(total.exact ? 'bulk.everyone' : 'bulk.everyoneAbout', {
            count: total.count,
            shown: format.number(total.count),
          })}
        </Button>
      ) : null}
      {many ? null : <FewButtons ids={ids} binned={binned} onDone={onDone} />}
      {binned
        ? null
        : others.map(({ key, Panel }) => (
            <Suspense key={key} fallback={null}>
              <Panel meant={meant} onDone={onDone} />
            </Suspense>
          ))}
      {kinds.some(mayDo) ? (
        <Menu
          side="top"
          align="end"
          trigger={
            <Button size="small" icon={MoreHorizontal}>
              {t(many ? 'bulk.act' : 'bulk.more')}
            </Button>
          }
          entries={kinds.filter(mayDo).map((each) => ({
            key: each,
            label: t(`bulk.menu.${each}`),
            danger: each === 'bin',
            onSelect: () => setKind(each),
          }))}
        />
      ) : null}
      {kind ? (
        <BulkDialog key={kind} kind={kind} meant={meant} onClose={() => setKind(null)} onBegun={onDone} />
      ) : null}
    </>
  );
}

function FewButtons({ ids, binned, onDone }: { ids: string[]; binned: boolean; onDone: () => void }) {
  const { t } = useTranslation('customers');
  const { bin, restore, busy } = useBin();
  const { writes } = useFieldRights();
  const run = async (action: (some: string[]) => Promise<void>) => {
    await action(ids);
    onDone();
  };
  return binned ? (
    <Button size="small" icon={RotateCcw} busy={busy} onClick={() => void run(restore)}>
      {t('bin.restore')}
    </Button>
  ) : (
    <>
      {writes('ownerId') ? <AssignMany ids={ids} onDone={onDone} /> : null}
      {writes('tags') ? <TagMany ids={ids} onDone={onDone} /> : null}
      <Button size="small" icon={Trash2} tone="danger-quiet" busy={busy} onClick={() => void run(bin)}>
        {t('bin.bin')}
      </Button>
    </>
  );
}
