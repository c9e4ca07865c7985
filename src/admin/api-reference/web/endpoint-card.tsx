import i18next from 'i18next';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '#platform/ui/copy-button.tsx';
import { type ApiEndpoint, curlOf } from './openapi.ts';
import { FieldLine, SchemaFields } from './schema-fields.tsx';

/** One endpoint: a line that opens to all there is to know about it. */
export function EndpointCard({ endpoint }: { endpoint: ApiEndpoint }) {
  const [open, setOpen] = useState(location.hash === `#${endpoint.id}`);
  return (
    <details
      className="ap-endpoint"
      id={endpoint.id}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <ChevronRight size={14} aria-hidden />
        <span className="ap-method" data-method={endpoint.method}>
          {endpoint.method}
        </span>
        <code className="ap-path">{endpoint.path}</code>
        <span className="ap-summary" lang="en">
          {endpoint.summary}
        </span>
      </summary>
      {open ? <EndpointBody endpoint={endpoint} /> : null}
    </details>
  );
}

function EndpointBody({ endpoint }: { endpoint: ApiEndpoint }) {
  const { t } = useTranslation('admin');
  const { parameters, body, bodyIsFile, answer, answerIsFile, codes, needs } = endpoint;
  const curl = curlOf(endpoint, location.origin);
  return (
    <div className="ap-body">
      <p>
        <span className="pn-soft">{t('api.needs')}</span> <NeedsWords needs={needs} />
      </p>
      {parameters.length > 0 ? (
        <Part title={t('api.parameters')}>
          <ul className="ap-fields">
            {parameters.map((each) => (
              <li key={`${each.in}-${each.name}`}>
                <FieldLine
                  name={each.name}
                  schema={each.schema}
                  required={each.required ?? false}
                  place={each.in}
                />
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {body ? (
        <Part title={t('api.body')}>
          <SchemaFields schema={body} />
        </Part>
      ) : null}
      {bodyIsFile ? <Part title={t('api.body')}>{t('api.bodyIsFile')}</Part> : null}
      <Part title={t('api.answer')}>
        {answerIsFile ? (
          t('api.answerIsFile')
        ) : answer ? (
          <SchemaFields answer schema={answer} />
        ) : (
          t('api.nothing')
        )}
      </Part>
      {codes.length > 0 ? (
        <Part title={t('api.errors')}>
          <ul className="ap-fields">
            {codes.map((code) => (
              <li key={code} className="ap-field">
                <code className="ap-name">{code}</code>
                <span className="ap-note">{errorText(code)}</span>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      <Part title={t('api.example')}>
        <div className="ap-example">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keys */}
          <pre className="pn-scroll" tabIndex={0}>
            {curl}
          </pre>
          <CopyButton text={curl} label={t('api.copyExample')} />
        </div>
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="ap-part">
      <h3>{title}</h3>
      <div>{children}</div>
    </section>
  );
}

function NeedsWords({ needs }: { needs: string }) {
  const { t } = useTranslation('admin');
  if (needs === 'public') return t('api.public');
  if (needs === 'signedIn') return t('api.signedIn');
  return <code>{needs}</code>;
}

/** The sentence that people see for an error code. */
function errorText(code: string): string {
  const [domain = '', ...rest] = code.split('.');
  const key = `${domain}:errors.${rest.join('.')}`;
  return i18next.exists(key) ? i18next.t(key) : '';
}
