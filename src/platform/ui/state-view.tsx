import { CircleAlert, Inbox, Lock, type LucideIcon, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';
import { ProblemError, problemText } from './problem.ts';
import './state-view.css';

export interface EmptyStateProps {
  title: string;
  /** One sentence: what this place is for. */
  text: ReactNode;
  /** One button. */
  action?: ReactNode;
  /** One example from the demo shop, as a link. */
  example?: ReactNode;
  icon?: LucideIcon;
  /** Inside a card rather than on a whole page. */
  inset?: boolean;
  /** It is the whole page: its title heads it. */
  page?: boolean;
}

/** Nothing here yet. For "nothing found by these filters" say which filters and give the button that clears them. */
export function EmptyState({
  title,
  text,
  action,
  example,
  icon: Icon = Inbox,
  inset,
  page,
}: EmptyStateProps) {
  const Title = page ? 'h1' : 'h2';
  return (
    <div className="pn-state" data-inset={inset || undefined}>
      <Icon aria-hidden />
      <Title className="pn-state-title">{title}</Title>
      <p className="pn-state-text">{text}</p>
      {action ? <div className="pn-state-acts">{action}</div> : null}
      {example ? <div className="pn-state-example">{example}</div> : null}
    </div>
  );
}

export interface ErrorStateProps {
  /** What failed. A `forbidden` becomes the ForbiddenState by itself. */
  error: unknown;
  /** What it means for the data; "nothing was changed" where left out. */
  meaning?: ReactNode;
  onRetry?: () => void;
  inset?: boolean;
}

/** What happened, what it means for the data, what to do, and a reference to copy. */
export function ErrorState({ error, meaning, onRetry, inset }: ErrorStateProps) {
  const { t } = useTranslation('ui');
  if (error instanceof ProblemError && error.status === 403) {
    return <ForbiddenState permission={String(error.problem.values?.permission ?? '')} inset={inset} />;
  }
  const reference = error instanceof ProblemError ? error.problem.reference : undefined;
  return (
    <div className="pn-state" data-tone="danger" data-inset={inset || undefined} role="alert">
      <CircleAlert aria-hidden />
      <h2 className="pn-state-title">{problemText(error)}</h2>
      <p className="pn-state-text">
        {meaning ?? t(reference ? 'error.meaning' : 'error.meaningUnreachable')}
      </p>
      {onRetry ? (
        <div className="pn-state-acts">
          <Button icon={RotateCw} onClick={onRetry}>
            {t('error.retry')}
          </Button>
        </div>
      ) : null}
      {reference ? (
        <span className="pn-state-reference">
          {t('error.reference')} <span className="pn-mono">{reference}</span>
          <CopyButton text={reference} label={t('error.copyReference')} />
        </span>
      ) : null}
    </div>
  );
}

/** Which permission is missing, and who can give it. */
export function ForbiddenState({
  permission,
  inset,
  page,
}: {
  permission: string;
  inset?: boolean;
  page?: boolean;
}) {
  const Title = page ? 'h1' : 'h2';
  const { t, i18n } = useTranslation('ui');
  const name = i18n.exists(`ui:permission.${permission}`) ? t(`permission.${permission}`) : permission;
  return (
    <div className="pn-state" data-inset={inset || undefined}>
      <Lock aria-hidden />
      <Title className="pn-state-title">{t('forbidden.title')}</Title>
      <p className="pn-state-text">{t('forbidden.text', { permission: name })}</p>
    </div>
  );
}
