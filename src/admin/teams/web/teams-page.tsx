import { Ellipsis, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Menu } from '#platform/ui/menu.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { SettingsFrame } from '../../web/settings-frame.tsx';
import { type Team, teamsContract } from '../teams.contract.ts';
import { RemoveTeamDialog } from './remove-team-dialog.tsx';
import { TeamDialog, type TeamTask } from './team-dialog.tsx';
import { teamsBelow } from './team-tree.ts';
import './teams.css';

type Task = TeamTask | { act: 'remove'; team: Team };

/** Departments and teams as a tree; the organisation itself is the root. */
export function Page() {
  const { t } = useTranslation('admin');
  const { data, error, refetch } = useEndpoint(teamsContract.endpoints.teams, {});
  const [task, setTask] = useState<Task>();
  const root = data?.items.find(({ parentId }) => parentId === null);
  const close = () => setTask(undefined);
  return (
    <SettingsFrame
      place="teams"
      lead={t('settings.teams.lead')}
      actions={
        root ? (
          <Button tone="main" icon={Plus} onClick={() => setTask({ act: 'add', team: root })}>
            {t('teams.add')}
          </Button>
        ) : undefined
      }
    >
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {root && data ? (
        <ul className="ad-lines ad-team">
          <Branch team={root} teams={data.items} onTask={setTask} />
        </ul>
      ) : error ? null : (
        <SkeletonLines lines={4} />
      )}
      {data && data.items.length === 1 ? <p className="ad-link-note">{t('teams.none')}</p> : null}
      {data && task?.act === 'remove' ? (
        <RemoveTeamDialog team={task.team} teams={data.items} onClose={close} />
      ) : null}
      {data && task && task.act !== 'remove' ? (
        <TeamDialog key={`${task.act} ${task.team.id}`} task={task} teams={data.items} onClose={close} />
      ) : null}
    </SettingsFrame>
  );
}

function Branch({ team, teams, onTask }: { team: Team; teams: Team[]; onTask: (task: Task) => void }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const below = teamsBelow(teams, team.id);
  const { name, users } = team;
  const isRoot = team.parentId === null;
  return (
    <li>
      <div className="ad-line">
        <div className="ad-line-words">
          <strong>{name}</strong>
          <span>{t('teams.users', { count: users, shown: format.number(users) })}</span>
        </div>
        {isRoot ? null : (
          <Menu
            align="end"
            trigger={<IconButton icon={Ellipsis} size="small" label={t('teams.more', { name })} />}
            entries={[
              { key: 'add', label: t('teams.addBelow'), onSelect: () => onTask({ act: 'add', team }) },
              { key: 'rename', label: t('teams.rename'), onSelect: () => onTask({ act: 'rename', team }) },
              { key: 'move', label: t('teams.move'), onSelect: () => onTask({ act: 'move', team }) },
              { key: 'line', line: true },
              {
                key: 'remove',
                label: t('teams.remove'),
                danger: true,
                onSelect: () => onTask({ act: 'remove', team }),
              },
            ]}
          />
        )}
      </div>
      {below.length > 0 ? (
        <ul>
          {below.map((each) => (
            <Branch key={each.id} team={each} teams={teams} onTask={onTask} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}
