import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { InlineEdit, type InlineEditProps } from '#platform/ui/inline-edit.tsx';
import { type Fact, Facts, Section } from '#platform/ui/page-header.tsx';
import type { Option } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { CustomerFieldsSection } from '../../custom-fields/web/customer-fields-section.tsx';
import { storedName } from '../../fields/customer-fields.contract.ts';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { IdNumberValue } from '../../id-numbers/web/id-number-value.tsx';
import { OriginButton } from '../../origins/web/origin-button.tsx';
import { type CustomerEdit, customerKind, gender } from '../customer-edit.contract.ts';
import type { CustomerDetail } from '../profiles.contract.ts';
import { namedOptions, timeZoneOptions } from './customer-places.ts';
import { useSaveCustomer, useTakeOver } from './save-customer.ts';

type TextField = Exclude<keyof CustomerEdit, 'ownerId' | 'customFields'>;
type FactOptions = Partial<Pick<InlineEditProps, 'kind' | 'options' | 'children'>>;

/** What is known about a customer, edited where it stands. */
export function CustomerFacts({ customer, readOnly }: { customer: CustomerDetail; readOnly: boolean }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const rights = useFieldRights();
  const save = useSaveCustomer(customer);
  const takeOver = useTakeOver(customer);
  const { country, language, birthday, timeZone, kind } = customer;
  const countries = useMemo(() => namedOptions('region', country, format), [country, format]);
  const languages = useMemo(() => namedOptions('language', language, format), [language, format]);
  const zones = useMemo(timeZoneOptions, []);
  const choices = (values: readonly string[], prefix: string): Option[] =>
    values.map((value) => ({ value, label: t(`${prefix}.${value}`) }));

  const fact = (field: TextField, options: FactOptions = {}): Fact => ({
    key: field,
    label: t(`field.${field}`),
    value: (
      <div className="or-fact">
        <InlineEdit
          {...options}
          label={t(`field.${field}`)}
          value={customer[field] ?? ''}
          readOnly={readOnly || !rights.writes(field)}
          onSave={(value) => save(field, value)}
        />
        {rights.reads(field) && (customer[field] || customer.marks.includes(storedName(field))) ? (
          <OriginButton
            customerId={customer.id}
            of={{ field }}
            label={t(`field.${field}`)}
            marked={customer.marks.includes(storedName(field))}
            onUse={readOnly || !rights.writes(field) ? undefined : (value) => takeOver(field, value)}
          />
        ) : null}
      </div>
    ),
  });
  const custom = Object.entries(customer.custom).map(
    ([name, value]): Fact => ({
      key: `custom.${name}`,
      label: name,
      value: (
        <div className="or-fact">
          <span>{value}</span>
          {rights.reads(`custom.${name}`) ? (
            <OriginButton customerId={customer.id} of={{ field: `custom.${name}` }} label={name} />
          ) : null}
        </div>
      ),
    }),
  );
  const person = kind === 'person';
  return (
    <>
      <Section title={t('facts.who')}>
        <Facts
          items={[
            fact('kind', { kind: 'select', options: choices(customerKind.options, 'kind') }),
            ...(person ? [fact('familyName'), fact('givenName')] : []),
            ...(person
              ? [
                  fact('gender', { kind: 'select', options: choices(gender.options, 'gender') }),
                  fact('birthday', {
                    kind: 'date',
                    children: birthday?.includes('-')
                      ? `${format.date(birthday)}${ageNote(birthday, t, format.dayKey(new Date()))}`
                      : undefined,
                  }),
                  fact('company'),
                ]
              : []),
            fact('cameFrom'),
            fact('language', { kind: 'combobox', options: languages }),
            fact('timeZone', {
              kind: 'combobox',
              options: zones,
              children: timeZone
                ? `${timeZone.replaceAll('_', ' ')} · ${clockIn(timeZone, format.language)}`
                : undefined,
            }),
            ...(customer.marks.includes('external_id')
              ? [
                  {
                    key: 'externalId',
                    label: t('field.externalId'),
                    value: (
                      <OriginButton
                        customerId={customer.id}
                        of={{ field: 'externalId' }}
                        label={t('field.externalId')}
                        marked
                      />
                    ),
                  },
                ]
              : []),
            ...(customer.idNumber
              ? [
                  {
                    key: 'idNumber',
                    label: t('field.idNumber'),
                    value: <IdNumberValue customerId={customer.id} masked={customer.idNumber} />,
                  },
                ]
              : []),
          ].filter(({ key }) => rights.sees(key))}
        />
      </Section>
      <Section title={t('facts.where')}>
        <Facts
          items={[
            fact('country', { kind: 'combobox', options: countries }),
            fact('region'),
            fact('city'),
            fact('district'),
            fact('address', { kind: 'multiline' }),
            fact('postalCode'),
          ].filter(({ key }) => rights.sees(key))}
        />
      </Section>
      <CustomerFieldsSection customer={customer} readOnly={readOnly} />
      {custom.length > 0 ? (
        <Section title={t('facts.custom')}>
          <Facts items={custom} />
        </Section>
      ) : null}
    </>
  );
}

function ageNote(birthday: string, t: TFunction<'customers'>, today: string): string {
  const years = Number(today.slice(0, 4)) - Number(birthday.slice(0, 4));
  const age = today.slice(5) < birthday.slice(5) ? years - 1 : years;
  return age >= 0 && age < 130 ? t('facts.age', { age }) : '';
}

/** What the clock shows there now, so that one does not ring at night. */
function clockIn(timeZone: string, language: string): string {
  try {
    return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(new Date());
  } catch {
    return '';
  }
}
