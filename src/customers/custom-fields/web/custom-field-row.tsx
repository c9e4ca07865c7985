import { Archive, ArchiveRestore, ChevronDown, ChevronUp, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '#platform/ui/badge.tsx';
import { IconButton } from '#platform/ui/button.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { type CustomField, kindsOfOwner } from '../custom-fields.contract.ts';
import { useInLanguage, useKindName } from './use-custom-fields.ts';

interface CustomFieldRowProps {
  field: CustomField;
  /** Customers with a value, or at least so many; undefined until they are counted. */
  usage: { count: number; exact: boolean } | undefined;
  readOnly: boolean;
  onEdit?: () => void;
  onArchive: () => void;
  onUp?: (() => void) | undefined;
  onDown?: (() => void) | undefined;
}

/** One custom field in the settings: what it holds, its rules, and how many customers have it. */
export function CustomFieldRow(props: CustomFieldRowProps) {
  const { field, usage, readOnly } = props;
  const { t } = useTranslation('customers');
  const format = useFormat();
  const inLanguage = useInLanguage();
  const kindName = useKindName();
  const label = inLanguage(field.label);
  const isArchived = field.archivedAt !== null;
  return (
    <li>
      <span className="cf-words">
        <span>
          {label} <code className="cf-key">{field.key}</code>
        </span>
        <span className="cf-note">
          {t(`fields.type.${field.type}`)}
          {field.currency ? ` · ${field.currency}` : ''}
          {field.kinds.length < kindsOfOwner[field.of].length
            ? ` · ${t('fields.only', { kinds: field.kinds.map(kindName).join(t('fields.comma')) })}`
            : ''}
          {usage
            ? ` · ${t('fields.usage', { count: usage.count, shown: `${format.number(usage.count)}${usage.exact ? '' : '+'}` })}`
            : ''}
        </span>
      </span>
      <span className="cf-badges">
        {field.required ? <Badge>{t('fields.required')}</Badge> : null}
        {field.unique ? <Badge>{t('fields.unique')}</Badge> : null}
      </span>
      {readOnly ? null : (
        <span className="cf-acts">
          {isArchived ? null : (
            <>
              <IconButton
                icon={ChevronUp}
                size="small"
                label={t('fields.up', { label })}
                disabled={!props.onUp}
                onClick={props.onUp}
              />
              <IconButton
                icon={ChevronDown}
                size="small"
                label={t('fields.down', { label })}
                disabled={!props.onDown}
                onClick={props.onDown}
              />
              <IconButton
                icon={Pencil}
                size="small"
                label={t('fields.edit', { label })}
                onClick={props.onEdit}
              />
            </>
          )}
          <IconButton
            icon={isArchived ? ArchiveRestore : Archive}
            size="small"
            label={t(isArchived ? 'fields.restore' : 'fields.archive', { label })}
            onClick={props.onArchive}
          />
        </span>
      )}
    </li>
  );
}
