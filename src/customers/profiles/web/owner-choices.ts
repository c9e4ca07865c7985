import { useTranslation } from 'react-i18next';
import { useColleagues } from '#platform/ui/colleagues.tsx';
import type { Option } from '#platform/ui/select.tsx';
import { useSession } from '#platform/ui/session.tsx';

/** Whom a list can be narrowed to: oneself and nobody first, then colleagues, those who left last. */
export function useOwnerChoices(): Option[] {
  const { t } = useTranslation('customers');
  const { user } = useSession();
  const others = useColleagues().filter(({ id }) => id !== user.id);
  const option = (id: string, name: string) => ({ value: id, label: name });
  return [
    option(user.id, t('owner.me')),
    option('none', t('owner.nobody')),
    ...others.filter(({ active }) => active).map(({ id, name }) => option(id, name)),
    ...others.filter(({ active }) => !active).map(({ id, name }) => option(id, t('owner.left', { name }))),
  ];
}

/** Stands for no owner among the choices, since an empty text chooses nothing. */
export const nobody = 'nobody';

/** Who can be made the owner: oneself first, then every active colleague; nobody last. */
export function useNewOwners(): Option[] {
  const { t } = useTranslation('customers');
  const { user } = useSession();
  const active = useColleagues().filter((colleague) => colleague.active);
  const named = [
    ...active.filter(({ id }) => id === user.id),
    ...active.filter(({ id }) => id !== user.id),
  ].map(({ id, name }) => ({ value: id, label: name, note: id === user.id ? t('owner.me') : undefined }));
  return [...named, { value: nobody, label: t('owner.nobody'), note: t('owner.nobodyNote') }];
}
