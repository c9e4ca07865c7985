import { useTranslation } from 'react-i18next';
import { call } from '#platform/ui/client.ts';
import { useEndpoint, useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import type { Language } from '#platform/ui/format.ts';
import { InlineEdit } from '#platform/ui/inline-edit.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { PolicySetting } from '../../two-step/web/policy-setting.tsx';
import { TimeZoneBox } from '../../web/place-boxes.tsx';
import { Setting } from '../../web/setting.tsx';
import { SettingsFrame } from '../../web/settings-frame.tsx';
import { organisationContract } from '../organisation.contract.ts';

const { changeOrganisation, organisation } = organisationContract.endpoints;

interface Settings {
  name: string;
  currency: string;
  timeZone: string;
  language: Language;
  version: number;
}

/** What holds for everybody who works here. */
export function Page() {
  const { t } = useTranslation('admin');
  const may = useMay();
  const { data, error, refetch } = useEndpoint(organisation, {});
  return (
    <SettingsFrame
      place="organisation"
      lead={may('admin.manage') ? t('settings.organisation.lead') : t('settings.organisation.readOnly')}
    >
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {data ? <OrganisationSettings settings={data} /> : error ? null : <SkeletonLines lines={6} />}
    </SettingsFrame>
  );
}

function OrganisationSettings({ settings }: { settings: Settings }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const closed = !useMay()('admin.manage');
  const save = useSave(settings.version);
  const quietly = (change: Partial<Settings>) => {
    save(change).catch((error: unknown) => toast({ tone: 'danger', title: problemText(error) }));
  };
  return (
    <div>
      <Setting name={t('field.organisationName')} consequence={t('settings.organisation.name')}>
        <InlineEdit
          label={t('field.organisationName')}
          value={settings.name}
          readOnly={closed}
          onSave={(name) => save({ name })}
        />
      </Setting>
      <Setting name={t('field.timeZone')} consequence={t('settings.organisation.timeZone')}>
        {closed ? (
          settings.timeZone
        ) : (
          <TimeZoneBox
            label={t('field.timeZone')}
            value={settings.timeZone}
            onChange={(timeZone) => {
              if (timeZone && timeZone !== settings.timeZone) quietly({ timeZone });
            }}
          />
        )}
      </Setting>
      <Setting name={t('field.language')} consequence={t('settings.organisation.language')}>
        {closed ? (
          t(`language.${settings.language}`)
        ) : (
          <Select
            label={t('field.language')}
            value={settings.language}
            options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
            onChange={(language) => quietly({ language: language as Language })}
          />
        )}
      </Setting>
      <Setting name={t('field.currency')} consequence={t('settings.organisation.currency')}>
        {settings.currency} · {format.nameOf('currency', settings.currency)}
      </Setting>
      {closed ? null : <PolicySetting />}
    </div>
  );
}

/** Writes a change against the version it was made from; the rail and all times follow at once. */
function useSave(version: number): (change: Partial<Settings>) => Promise<void> {
  const { patch, refresh, refreshSession } = useKeptAnswers();
  return async (change) => {
    patch(organisation, {}, (before) => ({ ...before, ...change }));
    try {
      const changed = await call(changeOrganisation, change, { version });
      patch(organisation, {}, () => changed);
      await refreshSession();
    } catch (error) {
      await refresh(organisation);
      throw error;
    }
  };
}
