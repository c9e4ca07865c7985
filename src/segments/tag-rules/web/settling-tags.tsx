import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { tagsContract } from '#customers/public.contract.ts';
import { useTags } from '#customers/public.web.ts';
import { useEndpoint, useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { tagRulesContract } from '../tag-rules.contract.ts';

const askAgainMs = 1_500;

/**
 * The slot `tags.notices`: names the tags that are put on and taken off just now, and those whose rule stands still; who
 * carries them is counted until they are settled.
 */
export function Panel() {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { refresh } = useKeptAnswers();
  const { items = [] } = useTags();
  const { data, dataUpdatedAt } = useEndpoint(
    tagRulesContract.endpoints.settlingTags,
    {},
    { refreshMs: (latest) => (latest?.ids.length ? askAgainMs : false) },
  );
  const read = useRef(dataUpdatedAt);
  useEffect(() => {
    // Counted after it was read that a tag is settled, and not only before.
    if (read.current > 0 && read.current !== dataUpdatedAt) void refresh(tagsContract.endpoints.tags);
    read.current = dataUpdatedAt;
  }, [dataUpdatedAt, refresh]);
  const namesOf = (ids: readonly string[] = []) =>
    items.filter(({ id }) => ids.includes(id)).map(({ name }) => t('rules.quoted', { text: name }));
  const notices = [
    { key: 'settlingNow', names: namesOf(data?.ids) },
    { key: 'standStill', names: namesOf(data?.standStill) },
  ];
  return notices.map(({ key, names }) =>
    names.length === 0 ? null : (
      <p key={key} className="pn-soft" role="status">
        {t(`tagRule.${key}`, { count: names.length, names: format.list(names) })}
      </p>
    ),
  );
}
