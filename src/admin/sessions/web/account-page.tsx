import { useTranslation } from 'react-i18next';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import type { Language } from '#platform/ui/format.ts';
import { InlineEdit } from '#platform/ui/inline-edit.tsx';
import { useLanguageChoice } from '#platform/ui/language-choice.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { useSession } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { KeyList } from '../../keys/web/key-list.tsx';
import { NotificationSwitches } from '../../notifications/web/notification-switches.tsx';
import { TwoStepSection } from '../../two-step/web/two-step-section.tsx';
import { Setting } from '../../web/setting.tsx';
import { SettingsFrame } from '../../web/settings-frame.tsx';
import { sessionsContract } from '../sessions.contract.ts';
import { ChangePassword } from './change-password.tsx';
import { DeviceSessions } from './device-sessions.tsx';

/** Who I am here: name, language, password, and where I am signed in. */
export function Page() {
  const { t } = useTranslation('admin');
  const { user } = useSession();
  const save = useSaveAccount();
  return (
    <SettingsFrame place="account">
      <div>
        <Setting name={t('field.yourName')} consequence={t('settings.account.name')}>
          <InlineEdit label={t('field.yourName')} value={user.name} onSave={(name) => save({ name })} />
        </Setting>
        <Setting name={t('field.email')} consequence={t('settings.account.email')}>
          {user.email}
        </Setting>
        <Setting name={t('field.role')} consequence={t(`role.${user.role}Note`)}>
          {t(`role.${user.role}`)}
        </Setting>
        <Setting name={t('field.language')} consequence={t('settings.account.language')}>
          <LanguageSelect />
        </Setting>
      </div>
      <Section title={t('password.title')} note={t('password.note')}>
        <ChangePassword />
      </Section>
      <TwoStepSection />
      <NotificationSwitches />
      <DeviceSessions />
      <KeyList />
    </SettingsFrame>
  );
}

function LanguageSelect() {
  const { t, i18n } = useTranslation('admin');
  const choose = useLanguageChoice();
  const save = useSaveAccount();
  const change = (language: Language) => {
    choose(language);
    save({ language }).catch((error: unknown) => toast({ tone: 'danger', title: problemText(error) }));
  };
  return (
    <Select
      label={t('field.language')}
      value={i18n.language}
      options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
      onChange={(language) => change(language as Language)}
    />
  );
}

/** Reads the version afresh: the language may have been changed from the top bar a moment ago. */
function useSaveAccount(): (change: { name?: string; language?: Language }) => Promise<void> {
  const { refreshSession } = useKeptAnswers();
  return async (change) => {
    const { user } = await call(sessionsContract.endpoints.session, {});
    await call(sessionsContract.endpoints.changeAccount, change, { version: user.version });
    await refreshSession();
  };
}
