import { Sprout } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { RadioCards } from '#platform/ui/choice.tsx';
import { useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { importsContract } from '../../imports/imports.contract.ts';
import '../../imports/web/home.css';
import '../../imports/web/imports.css';

const { demo, list } = importsContract.endpoints;
const sizes = [1_000, 20_000, 100_000];

/** The way into a made-up company, for looking around before one's own file is at hand. */
export function Page() {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const go = useGo();
  const { refreshWork } = useKeptAnswers();
  const [size, setSize] = useState('20000');
  const starting = useSend(demo, {
    refreshes: [list],
    onDone: (started) => {
      void refreshWork();
      go(`/imports/${started.id}`);
    },
  });
  const start = () => void starting.send({ customers: Number(size) }).catch(() => undefined);
  return (
    <PageBody narrow>
      <PageHeader title={t('demo.title')} trail={[{ label: t('nav.imports'), to: '/imports' }]} />
      <div className="im-demo">
        <p>{t('demo.lead')}</p>
        <RadioCards
          label={t('demo.size')}
          value={size}
          onChange={setSize}
          options={sizes.map((each) => ({
            value: String(each),
            title: t('demo.customers', { count: each, shown: format.number(each) }),
            note: t(`demo.note.${each}`),
          }))}
        />
        <ul className="im-demo-facts">
          <li>{t('demo.marked')}</li>
          <li>{t('demo.apart')}</li>
          <li>{t('demo.same')}</li>
        </ul>
        {starting.error ? (
          <div className="im-notice" data-tone="danger" role="alert">
            {problemText(starting.error)}
          </div>
        ) : null}
        <div>
          <Button tone="main" size="large" icon={Sprout} busy={starting.sending} onClick={start}>
            {t('demo.start')}
          </Button>
        </div>
      </div>
    </PageBody>
  );
}
