import { Check, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type RecordKind, recordKinds } from '#platform/access/reach.contract.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link, usePageParams } from '#platform/ui/link.tsx';
import { Facts, Section } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { Slot } from '#platform/ui/slots.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { roleKeys } from '../../roles/role-keys.contract.ts';
import { byArea, useAreaTitle, usePermissionWords } from '../../roles/web/permission-words.ts';
import { useReachSentences } from '../../roles/web/reach-words.ts';
import { useTeams } from '../../teams/web/team-tree.ts';
import { SettingsFrame } from '../../web/settings-frame.tsx';
import { membersContract } from '../members.contract.ts';
import './access.css';

const { access, members } = membersContract.endpoints;

type Access = OutputOf<typeof access>;

/** By which permissions a kind of record is read and written. */
const areaOf: Record<RecordKind, string> = { customers: 'customers', orders: 'commerce' };

/** What one person may do and see, and why. */
export function Page() {
  const { t } = useTranslation('admin');
  const { id } = usePageParams<{ id: string }>();
  const { data, error, refetch } = useEndpoint(access, { id });
  const people = useEndpoint(members, {});
  const name = people.data?.items.find((person) => person.id === id)?.name;
  return (
    <SettingsFrame
      place="members"
      title={name ?? t('access.title')}
      trail={[{ label: t('settings.members.title'), to: '/settings/members' }]}
      lead={t('access.lead')}
    >
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {data ? <AccessOf access={data} /> : error ? null : <SkeletonLines lines={8} />}
    </SettingsFrame>
  );
}

function AccessOf({ access: given }: { access: Access }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const sentences = useReachSentences();
  const teams = useTeams();
  const nameOf = (teamId: string) => teams.find((team) => team.id === teamId)?.name ?? '';
  const below = given.teamIds.filter((teamId) => teamId !== given.teamId).map(nameOf);
  const granted = new Set(given.permissions.filter((each) => each.granted).map((each) => each.permission));
  const key = roleKeys.find((each) => each === given.role);
  return (
    <>
      <Facts
        items={[
          {
            key: 'role',
            label: t('field.role'),
            value: <Link to="/settings/roles">{key ? t(`role.${key}`) : given.roleName}</Link>,
          },
          {
            key: 'team',
            label: t('field.team'),
            value: <Link to="/settings/teams">{nameOf(given.teamId)}</Link>,
          },
        ]}
      />
      <Section title={t('access.reach')} note={t('access.reachNote')}>
        <ul className="ad-access">
          {recordKinds.map((kind) => (
            <li key={kind}>
              <strong>{t(`reach.kind.${kind}`)}</strong>
              <span>
                {sentences(kind, given.reaches[kind], {
                  team: nameOf(given.teamId),
                  below,
                  mayRead: granted.has(`${areaOf[kind]}.read`),
                  mayWrite: granted.has(`${areaOf[kind]}.write`),
                }).join(format.punctuation.between)}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('access.fields')} note={t('access.fieldsNote')}>
        <Slot name="access.fields" props={{ value: given.fields }} />
      </Section>
      <Permissions permissions={given.permissions} />
    </>
  );
}

function Permissions({ permissions }: Pick<Access, 'permissions'>) {
  const { t } = useTranslation('admin');
  const words = usePermissionWords();
  const titleOf = useAreaTitle();
  return byArea(permissions, ({ permission }) => permission).map(([area, ofArea]) => (
    <Section key={area} title={titleOf(area)}>
      <ul className="ad-access">
        {ofArea.map(({ permission, granted, why }) => (
          <li key={permission} data-granted={granted}>
            <span className="ad-access-word">
              {granted ? (
                <Check size={16} aria-label={t('access.may')} />
              ) : (
                <Minus size={16} aria-label={t('access.mayNot')} />
              )}
              {words(permission)}
            </span>
            <span className="pn-soft">{t(`access.why.${why}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  ));
}
