import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { CopyButton } from '#platform/ui/copy-button.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useSession } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { SettingsFrame } from '../../web/settings-frame.tsx';
import { providerContract } from '../provider.contract.ts';
import { ProviderForm } from './provider-form.tsx';

const { provider, removeProvider } = providerContract.endpoints;

/** With which provider of OpenID Connect people sign in; owners decide it. */
export function Page() {
  const { t } = useTranslation('admin');
  const { user } = useSession();
  const { data, error, refetch } = useEndpoint(provider, {});
  const isOwner = user.role === 'owner';
  return (
    <SettingsFrame
      place="provider"
      lead={isOwner ? t('settings.provider.lead') : t('settings.provider.readOnly')}
    >
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={8} /> : null}
      {data ? (
        <div className="ad-narrow">
          <Section title={t('provider.redirect')} note={t('provider.redirectNote')}>
            <div className="ad-link">
              <code>{data.redirectUrl}</code>
              <CopyButton text={data.redirectUrl} label={t('provider.copy')} />
            </div>
          </Section>
          {isOwner ? (
            <>
              <ProviderForm stored={data.provider} />
              {data.provider ? <Removal /> : null}
            </>
          ) : (
            <p className="pn-soft">{data.provider ? data.provider.name : t('provider.none')}</p>
          )}
        </div>
      ) : null}
    </SettingsFrame>
  );
}

function Removal() {
  const { t } = useTranslation('admin');
  const { send, sending } = useSend(removeProvider, {
    refreshes: [provider],
    onDone: () => toast({ title: t('provider.removed') }),
  });
  const remove = () =>
    void send({}).catch((error: unknown) => toast({ tone: 'danger', title: problemText(error) }));
  return (
    <Section title={t('provider.removeTitle')} note={t('provider.removeNote')}>
      <Button tone="danger-quiet" busy={sending} onClick={remove}>
        {t('provider.remove')}
      </Button>
    </Section>
  );
}
