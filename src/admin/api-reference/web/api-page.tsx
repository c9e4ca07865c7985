import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '#platform/ui/copy-button.tsx';
import { Input } from '#platform/ui/field.tsx';
import { useKeys } from '#platform/ui/keys.ts';
import { usePageSearch } from '#platform/ui/link.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { UnreachableError } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { SettingsFrame } from '../../web/settings-frame.tsx';
import './api-page.css';
import { EndpointCard } from './endpoint-card.tsx';
import { type ApiEndpoint, endpointsOf, matching, type OpenApi } from './openapi.ts';

const documentUrl = '/api/v1/openapi.json';

/** Everything that other programs can do here, made from the document that describes it to them. */
export function Page() {
  const { t } = useTranslation('admin');
  const [{ q = '' }, change] = usePageSearch();
  const { data, error, refetch } = useQuery({
    queryKey: ['openapi'],
    queryFn: readDocument,
    staleTime: Infinity,
  });
  const found = useMemo(() => matching(data ?? [], q), [data, q]);
  return (
    <SettingsFrame place="api" lead={t('api.lead')}>
      <SignInExample />
      <ApiSearch value={q} onChange={(text) => change({ q: text })} count={data ? found.length : undefined} />
      {error ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {data ? <Domains endpoints={found} search={q} /> : error ? null : <SkeletonLines lines={10} />}
    </SettingsFrame>
  );
}

async function readDocument({ signal }: { signal: AbortSignal }): Promise<ApiEndpoint[]> {
  const answer = await fetch(documentUrl, { signal }).catch((cause: unknown) => {
    throw new UnreachableError(cause);
  });
  if (!answer.ok) throw new Error(`The reference answered ${answer.status}.`);
  return endpointsOf((await answer.json()) as OpenApi);
}

function SignInExample() {
  const { t } = useTranslation('admin');
  const signIn = [
    'curl -c cookies.txt',
    `-H 'Content-Type: application/json'`,
    `-d '{"email":"you@example.org","password":"…"}'`,
    `'${location.origin}/api/v1/session'`,
  ].join(' \\\n  ');
  const example = `export PERENNIAL_KEY=pn_…\n\n${signIn}`;
  return (
    <div className="ap-start">
      <p>
        {t('api.signInFirst')} <a href={documentUrl}>openapi.json</a>
      </p>
      <div className="ap-example">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keys */}
        <pre className="pn-scroll" tabIndex={0}>
          {example}
        </pre>
        <CopyButton text={example} label={t('api.copyExample')} />
      </div>
    </div>
  );
}

interface ApiSearchProps {
  value: string;
  onChange: (text: string) => void;
  count: number | undefined;
}

function ApiSearch({ value, onChange, count }: ApiSearchProps) {
  const { t } = useTranslation('admin');
  const box = useRef<HTMLDivElement>(null);
  useKeys({ '/': () => box.current?.querySelector('input')?.focus() });
  return (
    <div className="ap-search" role="search" ref={box}>
      <Input
        type="search"
        icon={Search}
        aria-label={t('api.find')}
        placeholder={t('api.find')}
        value={value}
        onChange={onChange}
      />
      <span className="pn-soft" role="status">
        {count === undefined ? '' : t('api.count', { count })}
      </span>
    </div>
  );
}

function Domains({ endpoints, search }: { endpoints: ApiEndpoint[]; search: string }) {
  const { t, i18n } = useTranslation('admin');
  const format = useFormat();
  useEffect(() => {
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  if (endpoints.length === 0) {
    return <EmptyState inset icon={Search} title={t('api.noneTitle')} text={t('api.noneText', { search })} />;
  }
  const domains = [...new Set(endpoints.map(({ domain }) => domain))];
  return domains.map((domain) => {
    const own = endpoints.filter((each) => each.domain === domain);
    const title = i18n.exists(`admin:api.domain.${domain}`) ? t(`api.domain.${domain}`) : domain;
    return (
      <Section key={domain} title={title} count={format.number(own.length)}>
        <div className="ap-list">
          {own.map((endpoint) => (
            <EndpointCard key={endpoint.id} endpoint={endpoint} />
          ))}
        </div>
      </Section>
    );
  });
}
