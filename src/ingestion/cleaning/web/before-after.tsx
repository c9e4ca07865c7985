import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import './cleaning.css';

/** A value as it stood and as it becomes; an empty `after` says that it is left out. Blanks that count are made visible. */
export function BeforeAfter({ before, after }: { before: string | null; after: string | null }) {
  const { t } = useTranslation('ingestion');
  return (
    <span className="im-change" title={`${before ?? ''} → ${after ?? ''}`}>
      {before === null || before === '' ? (
        <span className="pn-faint">{t('cleaning.emptyBefore')}</span>
      ) : (
        <del>
          <span className="pn-hidden">{t('cleaning.before')} </span>
          {withBlanks(before)}
        </del>
      )}
      <ArrowRight aria-hidden />
      {after ? (
        <ins>
          <span className="pn-hidden">{t('cleaning.after')} </span>
          {after}
        </ins>
      ) : (
        <span className="pn-faint">{t('cleaning.leftOut')}</span>
      )}
    </span>
  );
}

/** Blanks at the ends, and several in a row, as dots; what cannot be seen at all as a small mark. */
function withBlanks(text: string): string {
  return text
    .replace(/^\s+|\s+$/g, (blanks) => '·'.repeat(blanks.length))
    .replace(/[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]/g, '¤');
}
