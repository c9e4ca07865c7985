import { PanelRight } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink, IconButton } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { profilesContract } from '../profiles.contract.ts';
import './customer-link.css';
import { CustomerPreview } from './customer-preview.tsx';

export interface CustomerLinkProps {
  customerId: string;
  /** How the customer is called here. */
  children: string;
  /** Drawn as a link even before the pointer rests on it. */
  plain?: boolean;
}

/**
 * The name of a customer wherever it stands in a list: a click opens the page; the space bar, or the sign behind the name,
 * shows them at the side, and closing leads back to the name.
 */
export function CustomerLink({ customerId, children: name, plain }: CustomerLinkProps): ReactNode {
  const { t } = useTranslation('customers');
  const mayPeek = useMay()('customers.read');
  const [open, setOpen] = useState(false);
  const peek = (event: KeyboardEvent) => {
    if (!mayPeek || event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
    // The name alone: on the button the space bar clicks anyway, and the side has links of its own.
    if (!(event.target instanceof HTMLAnchorElement && event.currentTarget.contains(event.target))) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and clicks belong to what is within, not to the card around
    <span className="cu-link" onKeyDown={peek} onClick={(event) => event.stopPropagation()}>
      <Link ink={!plain} className="pn-clip" to={`/customers/${customerId}`} aria-keyshortcuts="Space">
        {name}
      </Link>
      {mayPeek ? (
        <IconButton
          icon={PanelRight}
          size="small"
          label={t('preview.peek', { name })}
          keys="Space"
          onClick={() => setOpen(true)}
        />
      ) : null}
      {open ? (
        <Dialog
          open
          shape="side"
          title={name}
          onClose={() => setOpen(false)}
          footer={
            <ButtonLink tone="main" to={`/customers/${customerId}`}>
              {t('preview.open')}
            </ButtonLink>
          }
        >
          <Peek customerId={customerId} />
        </Dialog>
      ) : null}
    </span>
  );
}

function Peek({ customerId }: { customerId: string }) {
  const { data, error, refetch } = useEndpoint(profilesContract.endpoints.get, { id: customerId });
  if (data?.id === customerId) return <CustomerPreview row={data} />;
  if (error) return <ErrorState inset error={error} onRetry={() => void refetch()} />;
  return <SkeletonLines lines={6} />;
}
