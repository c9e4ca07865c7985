import { Toast as Base } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from './button.tsx';
import './toast.css';

const manager = Base.createToastManager<{ action?: ToastAction }>();

interface ToastAction {
  label: string;
  run: () => void;
}

export interface ToastOptions {
  title: string;
  note?: string;
  tone?: 'done' | 'attention' | 'danger';
  /** Undo, show, try again: closes the toast and runs. A toast with one stays ten seconds, others five. */
  action?: ToastAction;
  /** A second toast with the same key takes the place of the first. */
  key?: string;
}

/** Says what has just happened, from anywhere. Returns a function that takes it back. */
export function toast({ title, note, tone = 'done', action, key }: ToastOptions): () => void {
  const id = manager.add({
    ...(key === undefined ? {} : { id: key }),
    title,
    description: note,
    type: tone,
    timeout: action || tone === 'danger' ? 10_000 : 5_000,
    priority: tone === 'danger' ? 'high' : 'low',
    data: { action },
  });
  return () => manager.close(id);
}

/** Surrounds the app once. */
export function ToastArea({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="pn-toasts">
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

const signs = { done: CircleCheck, attention: TriangleAlert, danger: CircleAlert };

function Toasts() {
  const { t } = useTranslation('ui');
  const { toasts, close } = Base.useToastManager<{ action?: ToastAction }>();
  return toasts.map((each) => {
    const Sign = signs[(each.type ?? 'done') as keyof typeof signs];
    const action = each.data?.action;
    return (
      <Base.Root key={each.id} toast={each} className="pn-toast" swipeDirection={['right', 'down']}>
        <Base.Content className="pn-toast-row">
          <Sign className="pn-toast-sign" aria-hidden />
          <div className="pn-toast-words">
            <Base.Title className="pn-toast-title" />
            <Base.Description className="pn-toast-note" />
          </div>
          {action ? (
            <Button
              size="small"
              tone="quiet"
              onClick={() => {
                close(each.id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          ) : null}
          <Base.Close
            aria-hidden={false}
            render={<IconButton icon={X} size="small" label={t('toast.close')} />}
          />
        </Base.Content>
      </Base.Root>
    );
  });
}
