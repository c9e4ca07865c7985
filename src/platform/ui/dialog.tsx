import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from './button.tsx';
import { oneAtATime } from './one-at-a-time.ts';
import './dialog.css';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** One sentence below the title. */
  lead?: ReactNode;
  children?: ReactNode;
  /** Buttons; the main one last. */
  footer?: ReactNode;
  size?: 'normal' | 'wide';
  /** `side` slides in from the right (from below on a phone). */
  shape?: 'box' | 'side';
  /**
   * Wraps body and footer in a form, so that Enter sends and the main button may be `type="submit"`. Until what it gives
   * has come to its end, no other is begun.
   */
  onSubmit?: () => Promise<unknown>;
}

/** Takes the page for a moment: focus stays inside, Esc closes, focus returns to where it was. */
export function Dialog({
  open,
  onClose,
  title,
  lead,
  children,
  footer,
  size,
  shape = 'box',
  onSubmit,
}: DialogProps) {
  const { t } = useTranslation('ui');
  const popup = useRef<HTMLDivElement>(null);
  const [alone] = useState(oneAtATime);
  const inner = (
    <>
      {children ? (
        <div className="pn-dialog-body">{children}</div>
      ) : (
        <div className="pn-dialog-body" hidden />
      )}
      {footer ? <div className="pn-dialog-foot">{footer}</div> : null}
    </>
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (onSubmit) void alone(onSubmit);
  };
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="pn-veil" />
        <Base.Popup
          ref={popup}
          className="pn-dialog"
          data-shape={shape}
          data-size={size}
          initialFocus={() => firstToFocus(popup.current)}
        >
          <div className="pn-dialog-head">
            <Base.Title className="pn-dialog-title">{title}</Base.Title>
            <Base.Close render={<IconButton icon={X} label={t('dialog.close')} size="small" />} />
          </div>
          {lead ? <Base.Description className="pn-dialog-lead">{lead}</Base.Description> : null}
          {onSubmit ? (
            <form className="pn-dialog-form" onSubmit={submit} noValidate>
              {inner}
            </form>
          ) : (
            inner
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** The first field; without one the first button at the foot, which is the harmless one; never the cross. */
function firstToFocus(popup: HTMLElement | null): HTMLElement | null {
  const field = '.pn-dialog-body :is(input, textarea, select, [role="combobox"])';
  return (
    popup?.querySelector<HTMLElement>(field) ??
    popup?.querySelector<HTMLElement>('.pn-dialog-foot .pn-button') ??
    popup
  );
}

export interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will be lost, in the user's words. */
  consequence: ReactNode;
  /** The verb, never "OK". */
  action: string;
  onConfirm: () => Promise<void> | void;
  danger?: boolean;
}

/** Asks before what cannot be undone; everything else is done at once and undone from the toast. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  consequence,
  action,
  onConfirm,
  danger = true,
}: ConfirmDialogProps) {
  const { t } = useTranslation('ui');
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      lead={consequence}
      footer={
        <>
          <Button onClick={onClose}>{t('dialog.back')}</Button>
          <Button tone={danger ? 'danger' : 'main'} busy={busy} onClick={confirm}>
            {action}
          </Button>
        </>
      }
    />
  );
}
