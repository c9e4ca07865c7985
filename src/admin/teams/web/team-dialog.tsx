import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { FormError } from '../../web/form-error.tsx';
import { type Team, teamsContract } from '../teams.contract.ts';
import { TeamBox } from './team-box.tsx';
import { teamOptions } from './team-tree.ts';

const { changeTeam, createTeam, teams: list } = teamsContract.endpoints;

export interface TeamTask {
  act: 'add' | 'rename' | 'move';
  /** The team to change; with `add` the one that the new team lies below. */
  team: Team;
}

/** Adds a team, renames one, or moves it below another. */
export function TeamDialog({ task, teams, onClose }: { task: TeamTask; teams: Team[]; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const { act, team } = task;
  const [name, setName] = useState(act === 'rename' ? team.name : '');
  const [parentId, setParentId] = useState(act === 'add' ? team.id : (team.parentId ?? ''));
  const create = useSend(createTeam, { refreshes: [list] });
  const change = useSend(changeTeam, { refreshes: [list] });
  const error = create.error ?? change.error;
  const wanted = name.trim();
  const submit = async () => {
    if (act !== 'move' && !wanted) return;
    const changed = act === 'rename' ? { name: wanted } : { parentId };
    const done =
      act === 'add'
        ? create.send({ name: wanted, parentId })
        : change.send({ id: team.id, ...changed }, { version: team.version });
    if (await done.catch(() => undefined)) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`teams.title.${act}`, { name: team.name })}
      lead={act === 'rename' ? undefined : t(`teams.lead.${act}`)}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('teams.leave')}</Button>
          <Button
            type="submit"
            tone="main"
            busy={create.sending || change.sending}
            disabled={act !== 'move' && !wanted}
          >
            {t(`teams.do.${act}`)}
          </Button>
        </>
      }
    >
      <div className="ad-form">
        {act === 'move' ? null : (
          <Field label={t('teams.name')}>
            <Input autoFocus autoComplete="off" maxLength={80} value={name} onChange={setName} />
          </Field>
        )}
        {act === 'rename' ? null : (
          <Field label={t('teams.parent')}>
            <TeamBox
              value={parentId}
              options={teamOptions(teams, act === 'move' ? team.id : undefined)}
              onChange={setParentId}
            />
          </Field>
        )}
        <FormError text={error ? problemText(error) : undefined} />
      </div>
    </Dialog>
  );
}
