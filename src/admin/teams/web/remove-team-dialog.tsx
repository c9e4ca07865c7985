import { useTranslation } from 'react-i18next';
import { call } from '#platform/ui/client.ts';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { membersContract } from '../../users/members.contract.ts';
import { type Team, teamsContract } from '../teams.contract.ts';
import { teamsBelow } from './team-tree.ts';

const { removeTeam, teams: list } = teamsContract.endpoints;

/** Says where people, customers and teams below will go, then removes the team. */
export function RemoveTeamDialog({
  team,
  teams,
  onClose,
}: {
  team: Team;
  teams: Team[];
  onClose: () => void;
}) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { refresh } = useKeptAnswers();
  const { name, users } = team;
  const into = teams.find(({ id }) => id === team.parentId)?.name ?? '';
  const below = teamsBelow(teams, team.id).map((each) => each.name);
  const remove = async () => {
    try {
      await call(removeTeam, { id: team.id });
      toast({ title: t('teams.removed', { name }) });
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
    await refresh(list, membersContract.endpoints.members);
  };
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('teams.removeTitle', { name })}
      consequence={[
        users > 0 ? t('teams.removeUsers', { count: users, shown: format.number(users), into }) : '',
        t('teams.removeCustomers', { into }),
        below.length > 0 ? t('teams.removeBelow', { below: format.list(below), into }) : '',
      ]
        .filter(Boolean)
        .join(format.punctuation.between)}
      action={t('teams.remove')}
      onConfirm={remove}
    />
  );
}
