import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input, NumberField } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { currenciesContract } from '../currencies.contract.ts';

const { list, rates, putRate } = currenciesContract.endpoints;

interface NewRateDialogProps {
  baseCurrency: string;
  /** Chosen already, or empty. */
  currency: string;
  /** Those in use come first. */
  known: string[];
  onClose: () => void;
}

/** Says what a currency is worth from a day on; a rate of the same day is replaced. */
export function NewRateDialog({ baseCurrency, currency: given, known, onClose }: NewRateDialogProps) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const options = useMemo(() => {
    const all = Intl.supportedValuesOf('currency').filter((code) => code !== baseCurrency);
    return [...new Set([...known, ...all])].map((code) => ({
      value: code,
      label: `${code} ${format.nameOf('currency', code)}`,
    }));
  }, [known, baseCurrency, format]);
  const [currency, setCurrency] = useState(options.find(({ value }) => value === given) ?? null);
  const [validFrom, setValidFrom] = useState(() => format.dayKey(new Date()));
  const [rate, setRate] = useState('');
  const { send, sending, error } = useSend(putRate, { refreshes: [list, rates] });
  const ready = currency !== null && /[1-9]/.test(rate) && validFrom !== '';
  const submit = async () => {
    if (!ready) return;
    const done = await send({ currency: currency.value, validFrom, rate: rate.replace(/\.$/, '') }).catch(
      () => undefined,
    );
    if (!done) return;
    onClose();
    toast({
      title: t('currencies.added', { currency: currency.value, date: format.date(validFrom) }),
      note: t('currencies.converting'),
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('currencies.addRate')}
      lead={t('currencies.consequence')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('newOrder.cancel')}</Button>
          <Button type="submit" tone="main" busy={sending} disabled={!ready}>
            {t('currencies.save')}
          </Button>
        </>
      }
    >
      <div className="cy-form">
        <Field label={t('field.currency')}>
          <Combobox autoFocus={!given} value={currency} onChange={setCurrency} options={options} />
        </Field>
        <Field label={t('currencies.validFrom')} hint={t('currencies.validFromHint')}>
          <Input type="date" value={validFrom} onChange={setValidFrom} />
        </Field>
        <Field
          label={currency ? t('currencies.oneIs', { currency: currency.value }) : t('currencies.rate')}
          error={error ? problemText(error) : undefined}
        >
          <NumberField
            autoFocus={Boolean(given)}
            decimals={10}
            unit={baseCurrency}
            value={rate}
            onChange={setRate}
          />
        </Field>
      </div>
    </Dialog>
  );
}
