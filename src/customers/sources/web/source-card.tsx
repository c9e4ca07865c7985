import { Plus, RefreshCw, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#platform/http/contract.ts';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { InlineEdit } from '#platform/ui/inline-edit.tsx';
import { Link } from '#platform/ui/link.tsx';
import { Menu } from '#platform/ui/menu.tsx';
import { Card } from '#platform/ui/page-header.tsx';
import { ProblemError, problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { originsContract } from '../../origins/origins.contract.ts';
import { type MeasuredField, measuredField } from '../../quality/measured-fields.contract.ts';
import { fieldLabel } from '../../quality/web/field-label.ts';
import { type Source, sourcesContract } from '../sources.contract.ts';
import { sourceTitle } from './source-title.ts';
import { TrustSlider } from './trust-slider.tsx';

const { sources, counts, updateSource, recomputeSource } = sourcesContract.endpoints;

interface SourceCardProps {
  source: Source;
  count: OutputOf<typeof counts>['items'][number] | undefined;
  readOnly: boolean;
}

interface Edit {
  name?: string;
  trust?: number;
  fieldTrust?: Partial<Record<MeasuredField, number | null>>;
}

/** One source: its name, what it brought, how far it is trusted, and the fields where that differs. */
export function SourceCard({ source, count, readOnly }: SourceCardProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { patch, refresh } = useKeptAnswers();
  const [added, setAdded] = useState<MeasuredField | null>(null);
  const version = useRef(source.version);
  useEffect(() => {
    version.current = source.version;
  }, [source.version]);
  const before = useRef<Promise<unknown>>(Promise.resolve());
  /** One edit after the other: each is made from what the one before it left. */
  const write = (edit: Edit): Promise<void> => {
    const next = before.current.then(() => writeNow(edit));
    before.current = next.catch(() => undefined);
    return next;
  };
  const writeNow = async (edit: Edit): Promise<void> => {
    const written = await call(updateSource, { id: source.id, ...edit }, { version: version.current });
    version.current = written.version;
    patch(sources, {}, ({ items }) => ({
      items: items.map((each) => (each.id === source.id ? written : each)),
    }));
    void refresh(originsContract.endpoints.origins);
  };
  const save = async (edit: Edit): Promise<boolean> => {
    try {
      await write(edit);
      return true;
    } catch (error) {
      if (error instanceof ProblemError && error.status === 409) await refresh(sources);
      toast({ tone: 'danger', title: t('sources.failed'), note: problemText(error) });
      return false;
    }
  };
  const recompute = async () => {
    try {
      await call(recomputeSource, { id: source.id });
      toast({
        title: t('sources.recomputing', { name: sourceTitle(source.name, t) }),
        note: t('sources.recomputingNote'),
      });
    } catch (error) {
      toast({ tone: 'danger', title: t('sources.failed'), note: problemText(error) });
    }
  };
  const exceptions = measuredField.options.filter(
    (field) => source.fieldTrust[field] !== undefined || field === added,
  );
  const free = measuredField.options.filter((field) => !exceptions.includes(field));
  return (
    <Card>
      <div className="so-head">
        <h2 className="so-name">
          <InlineEdit
            label={t('sources.name')}
            value={source.name}
            readOnly={readOnly}
            onSave={(name) => (name ? write({ name }) : Promise.resolve())}
          >
            {sourceTitle(source.name, t)}
          </InlineEdit>
        </h2>
        <p className="so-counts">
          {count ? (
            <>
              <Link to="/customers" search={{ source: source.id }}>
                {t('quality.records', { count: count.records, shown: format.number(count.records) })}
              </Link>
              <Link to="/customers/quality" search={{ source: source.id }}>
                {t('quality.title')}
              </Link>
              {count.lastAt ? (
                <span className="pn-faint">
                  {t('sources.last')} <Time value={count.lastAt} />
                </span>
              ) : null}
            </>
          ) : (
            <span className="pn-faint">…</span>
          )}
        </p>
      </div>
      <TrustSlider
        label={t('sources.trust')}
        value={source.trust}
        readOnly={readOnly}
        onSave={(trust) => save({ trust })}
      />
      <p className="so-consequence">{consequence(source.trust, t)}</p>
      {exceptions.length > 0 ? (
        <ul className="so-fields">
          {exceptions.map((field) => (
            <li key={field}>
              <TrustSlider
                label={fieldLabel(field, t)}
                value={source.fieldTrust[field] ?? source.trust}
                readOnly={readOnly}
                onSave={async (trust) => {
                  const saved = await save({ fieldTrust: { [field]: trust } });
                  if (saved && field === added) setAdded(null);
                  return saved;
                }}
              />
              {readOnly ? null : (
                <IconButton
                  icon={X}
                  size="small"
                  label={t('sources.dropField', { label: fieldLabel(field, t) })}
                  onClick={() =>
                    field === added ? setAdded(null) : void save({ fieldTrust: { [field]: null } })
                  }
                />
              )}
              <p className="so-consequence">
                {fieldConsequence(
                  source.fieldTrust[field] ?? source.trust,
                  source.trust,
                  fieldLabel(field, t),
                  t,
                )}
              </p>
            </li>
          ))}
        </ul>
      ) : null}
      {readOnly ? null : (
        <div className="so-acts">
          {free.length === 0 ? null : (
            <Menu
              trigger={
                <Button size="small" tone="quiet" icon={Plus}>
                  {t('sources.addField')}
                </Button>
              }
              entries={free.map((field) => ({
                key: field,
                label: fieldLabel(field, t),
                onSelect: () => setAdded(field),
              }))}
            />
          )}
          {count && count.records > 0 ? (
            <Button size="small" tone="quiet" icon={RefreshCw} onClick={() => void recompute()}>
              {t('sources.recompute')}
            </Button>
          ) : null}
        </div>
      )}
    </Card>
  );
}

type Translate = ReturnType<typeof useTranslation<'customers'>>['t'];

function consequence(trust: number, t: Translate): string {
  if (trust === 0) return t('sources.consequence.none');
  if (trust === 100) return t('sources.consequence.full');
  return t('sources.consequence.between', { trust });
}

function fieldConsequence(trust: number, whole: number, label: string, t: Translate): string {
  if (trust === whole) return t('sources.field.same', { label });
  return t(trust > whole ? 'sources.field.more' : 'sources.field.less', { label, trust });
}
