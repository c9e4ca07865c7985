import { Languages } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useLanguageChoice } from '#platform/ui/language-choice.tsx';
import mark from '#platform/ui/mark.svg';
import { usePlace } from '#platform/ui/place.tsx';
import './bare-frame.css';

export interface BareFrameProps {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
}

/** The pages before sign-in: the name of the house, the language, and one thing to do. */
export function BareFrame({ title, lead, children }: BareFrameProps) {
  const { t, i18n } = useTranslation('admin');
  const choose = useLanguageChoice();
  const other = i18n.language === 'zh' ? 'en' : 'zh';
  usePlace(title);
  return (
    <div className="ad-bare pn-scroll">
      <header className="ad-bare-top">
        <span className="ad-bare-name">
          <img src={mark} alt="" width={28} height={28} />
          {t('bare.product')}
        </span>
        <Button
          tone="quiet"
          size="small"
          icon={Languages}
          lang={other === 'zh' ? 'zh-CN' : 'en'}
          onClick={() => choose(other)}
        >
          {other === 'zh' ? '中文' : 'English'}
        </Button>
      </header>
      <main className="ad-bare-main">
        <h1>{title}</h1>
        {lead ? <p className="ad-bare-lead">{lead}</p> : null}
        {children}
      </main>
    </div>
  );
}
