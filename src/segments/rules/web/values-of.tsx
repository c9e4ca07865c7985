import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TagDot, useTags } from '#customers/public.web.ts';
import { useColleagues } from '#platform/ui/colleagues.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { type HintKind, hintsContract } from '../../hints/hints.contract.ts';
import { segmentsContract } from '../../segments/segments.contract.ts';
import type { NamedKind } from '../conditions/named.contract.ts';
import { useKnownNames } from './known-names.tsx';
import { type Hint, ValuesToken, type ValuesTokenProps } from './values-token.tsx';

type Given = Pick<ValuesTokenProps, 'values' | 'label' | 'invalid' | 'join'> & {
  onChange: (values: string[]) => void;
  placeholder?: string;
};

/** Values out of a list that is known already. */
export function ListedValues({
  options,
  free,
  ...given
}: Given & { options: readonly Hint[]; free?: boolean }) {
  const { t } = useTranslation('segments');
  return (
    <ValuesToken
      placeholder={t('builder.values.choose')}
      {...given}
      free={free ?? false}
      hints={options}
      nameOf={(value) => ({ label: value })}
    />
  );
}

/** Values that the server finds while one types. `named`: the rule has their ids. */
export function FoundValues({ of, named, free, display, ...given }: Given & FoundProps) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const [text, setText] = useState('');
  const { nameOf, learn } = useKnownNames();
  const all = useEndpoint(hintsContract.endpoints.hints, { of });
  // Where everything is here already, nothing has to be asked for.
  const asks = text !== '' && all.data?.complete === false;
  const found = useEndpoint(hintsContract.endpoints.hints, { of, q: text }, { enabled: asks });
  const items = (asks ? found.data : all.data)?.items ?? [];
  const show = display ?? ((value: string) => value);
  const hints = items.map(({ value, label, note, count }) => ({
    value,
    label: named ? label : show(value),
    note: note ?? (count === null ? undefined : format.number(count)),
  }));
  return (
    <ValuesToken
      placeholder={t(free ? 'builder.values.type' : 'builder.values.choose')}
      {...given}
      free={free ?? false}
      hints={hints}
      searching={all.isPending || (asks && found.isFetching)}
      onSearch={setText}
      nameOf={(value) => ({ label: named ? (nameOf(named, value) ?? '…') : show(value) })}
      onChange={(values, chosen) => {
        if (named) learn(chosen.map(({ value, label }) => ({ kind: named, id: value, name: label })));
        given.onChange(values);
      }}
    />
  );
}

interface FoundProps {
  of: HintKind;
  named?: NamedKind;
  free?: boolean;
  /** How a value reads: `CN` as China. */
  display?: (value: string) => string;
}

export function TagValues(given: Given) {
  const { items = [] } = useTags();
  const options = items
    .filter(({ archivedAt, id }) => !archivedAt || given.values.includes(id))
    .map(({ id, name, colour, group }) => ({
      value: id,
      label: name,
      mark: <TagDot colour={colour} />,
      ...(group ? { note: group } : {}),
    }));
  return <ListedValues {...given} options={options} />;
}

/** People of the organisation; `nobody` stands beside them where it may be chosen. */
export function PeopleValues({ nobody, ...given }: Given & { nobody?: Hint }) {
  const people = useColleagues().map(({ id, name }) => ({ value: id, label: name }));
  return <ListedValues {...given} options={nobody ? [nobody, ...people] : people} />;
}

/** Saved segments, with how many are in them. */
export function SegmentValues(given: Given) {
  const format = useFormat();
  const { nameOf } = useKnownNames();
  const { data } = useEndpoint(segmentsContract.endpoints.segments, { archived: false });
  const known = (data?.items ?? []).map(({ id, name, members }) => ({
    value: id,
    label: name,
    ...(members === null ? {} : { note: format.number(members) }),
  }));
  const missing = given.values.filter((value) => !known.some((each) => each.value === value));
  const options = [...known, ...missing.map((value) => ({ value, label: nameOf('segment', value) ?? '…' }))];
  return <ListedValues {...given} options={options} />;
}
