import { Maximize2, Search as SearchIcon, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Input } from './field.tsx';
import { useKeys } from './keys.ts';
import { useGo } from './link.tsx';
import './list-page.css';
import { useMedia } from './media.ts';
import { PageHeader } from './page-header.tsx';
import type { Crumb } from './place.tsx';
import { type TabItem, Tabs } from './tabs.tsx';

export interface ListPageProps {
  title: string;
  /** Formatted, with its noun: "4,372 customers". */
  count?: ReactNode;
  /** How fresh it is: "as of 14:05". */
  freshness?: ReactNode;
  actions?: ReactNode;
  trail?: Crumb[];
  /** Saved views. */
  views?: { items: TabItem[]; value: string; onChange: (key: string) => void };
  search?: { value: string; onChange: (text: string) => void; placeholder: string };
  /** Usually a FilterBar. */
  filters?: ReactNode;
  /** What of the address could not be followed, a sentence each. */
  remarks?: string[];
  preview?: PreviewProps | null;
  /** The DataTable, with `mainTable`. */
  children: ReactNode;
}

export interface PreviewProps {
  title: ReactNode;
  /** The page of what is shown. */
  to?: string;
  onClose: () => void;
  children: ReactNode;
}

/** The anatomy of every list: title, count, freshness; views; search and filters; table; preview at its side. */
export function ListPage(props: ListPageProps) {
  const { title, count, freshness, actions, trail, views, search, filters, preview, children } = props;
  const { remarks = [] } = props;
  return (
    <div className="pn-list">
      <div className="pn-list-head">
        <PageHeader title={title} notes={[count, freshness]} actions={actions} trail={trail} />
        {views ? (
          <div className="pn-list-tabs">
            <Tabs
              label={title}
              items={views.items}
              value={views.value}
              onChange={views.onChange}
              line={false}
            />
          </div>
        ) : null}
      </div>
      {search || filters ? (
        <div className="pn-list-tools">
          {search ? <ListSearch {...search} /> : null}
          {filters}
        </div>
      ) : (
        <div className="pn-list-tools" />
      )}
      {remarks.map((remark) => (
        <p key={remark} className="pn-list-remark" role="status">
          {remark}
        </p>
      ))}
      <div className="pn-list-body">
        <div className="pn-list-main">{children}</div>
        {preview ? <Preview {...preview} /> : null}
      </div>
    </div>
  );
}

const typingPauseMs = 200;

function ListSearch({ value, onChange, placeholder }: NonNullable<ListPageProps['search']>) {
  const [text, setText] = useState(value);
  const box = useRef<HTMLDivElement>(null);
  const sent = useRef(value);
  useKeys({ '/': () => box.current?.querySelector('input')?.focus() });
  useEffect(() => {
    // Changed from outside: "clear all", or going back.
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <div className="pn-list-search" ref={box} role="search">
      <Input
        type="search"
        icon={SearchIcon}
        aria-label={placeholder}
        placeholder={placeholder}
        value={text}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (text) setText('');
          event.currentTarget.blur();
        }}
      />
    </div>
  );
}

/** What a first click shows: beside the list where there is room, above it where not. */
function Preview({ title, to, onClose, children }: PreviewProps) {
  const { t } = useTranslation('ui');
  const go = useGo();
  const wide = useMedia('(min-width: 1100px)');
  if (!wide) {
    return (
      <Dialog open onClose={onClose} title={title} shape="side">
        {children}
      </Dialog>
    );
  }
  return (
    <aside className="pn-preview" aria-label={t('preview.label')}>
      <div className="pn-preview-head">
        <div className="pn-preview-title">{title}</div>
        {to ? (
          <IconButton
            icon={Maximize2}
            size="small"
            label={t('preview.open')}
            keys="Enter"
            onClick={() => go(to)}
          />
        ) : null}
        <IconButton icon={X} size="small" label={t('preview.close')} keys="Esc" onClick={onClose} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keys */}
      <div className="pn-preview-body pn-scroll" tabIndex={0}>
        {children}
      </div>
    </aside>
  );
}
