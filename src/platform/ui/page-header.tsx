import { type ReactNode, useId } from 'react';
import './page-header.css';
import { type Crumb, usePlace } from './place.tsx';

export interface PageHeaderProps {
  title: string;
  /** Quiet words behind the title, for example the count and how fresh it is. */
  notes?: ReactNode[];
  actions?: ReactNode;
  /** Where this page hangs, for the top bar: the pages above it. */
  trail?: Crumb[];
}

/** The title of a page; also names the browser tab and the place in the top bar. */
export function PageHeader({ title, notes = [], actions, trail }: PageHeaderProps) {
  usePlace(title, trail);
  const shown = notes.filter(Boolean);
  return (
    <header className="pn-header">
      <div className="pn-header-words">
        <h1 className="pn-header-title">{title}</h1>
        {shown.length > 0 ? (
          <div className="pn-header-note">
            {shown.map((note, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: notes have no identity and keep their order
              <span key={index}>{note}</span>
            ))}
          </div>
        ) : null}
      </div>
      {actions ? <div className="pn-header-acts">{actions}</div> : null}
    </header>
  );
}

export interface SectionProps {
  title: string;
  count?: string;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page or of a record's column. */
export function Section({ title, count, note, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section className="pn-section" aria-labelledby={id}>
      <div className="pn-section-head">
        <h2 className="pn-section-title" id={id}>
          {title}
        </h2>
        <span className="pn-section-count">{count}</span>
        {actions}
      </div>
      {note ? <p className="pn-section-note">{note}</p> : null}
      {children}
    </section>
  );
}

export interface Fact {
  key: string;
  label: string;
  value: ReactNode;
}

/** Names and values, one below the other. */
export function Facts({ items }: { items: Fact[] }) {
  return (
    <dl className="pn-facts">
      {items.map((item) => (
        <FactRow key={item.key} fact={item} />
      ))}
    </dl>
  );
}

function FactRow({ fact }: { fact: Fact }) {
  return (
    <>
      <dt>{fact.label}</dt>
      <dd>{fact.value ?? <span className="pn-faint">–</span>}</dd>
    </>
  );
}

/** A framed area on the page's ground. */
export function Card({ children }: { children: ReactNode }) {
  return <div className="pn-card">{children}</div>;
}

/** The scrolling body of a page that is neither list, record nor wizard. */
export function Page({ children, narrow }: { children: ReactNode; narrow?: boolean }) {
  return (
    <div className="pn-page" data-narrow={narrow || undefined}>
      {children}
    </div>
  );
}
