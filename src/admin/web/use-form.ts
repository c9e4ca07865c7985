import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOf, Endpoint, OutputOf } from '#platform/http/contract.ts';
import { call } from '#platform/ui/client.ts';
import { fieldProblems, ProblemError, problemText } from '#platform/ui/problem.ts';

export interface Form<E extends Endpoint, Values> {
  values: Values;
  change: (change: Partial<Values>) => void;
  /** A sentence for the field of this name, once somebody has tried to send. */
  wrong: (field: keyof Values & string) => string | undefined;
  /** What stands above the button when no single field is to blame. */
  failure: string | undefined;
  sending: boolean;
  /** Checks and sends; gives the answer, or undefined where it was not accepted. */
  send: (input: CallOf<E>) => Promise<OutputOf<E> | undefined>;
}

/** A form over an endpoint: checked by the contract before it goes out, texts from `wrong.<field>`. */
export function useForm<E extends Endpoint, Values extends Record<string, string>>(
  endpoint: E,
  initial: Values,
): Form<E, Values> {
  const { t, i18n } = useTranslation('admin');
  const [values, setValues] = useState(initial);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [error, setError] = useState<unknown>();
  const [sending, setSending] = useState(false);

  const send = async (input: CallOf<E>): Promise<OutputOf<E> | undefined> => {
    setError(undefined);
    const checked = endpoint.input.safeParse(input);
    if (!checked.success) {
      setWrong(Object.fromEntries(checked.error.issues.map(({ path }) => [String(path[0]), ''])));
      return undefined;
    }
    setWrong({});
    setSending(true);
    try {
      return await call(endpoint, input);
    } catch (failure) {
      setError(failure);
      if (failure instanceof ProblemError) setWrong(ownFields(failure, values));
      return undefined;
    } finally {
      setSending(false);
    }
  };

  return {
    values,
    change: (change) => {
      setValues((before) => ({ ...before, ...change }));
      setWrong((before) =>
        Object.fromEntries(Object.entries(before).filter(([field]) => !(field in change))),
      );
    },
    wrong: (field) => {
      if (!(field in wrong)) return undefined;
      const key: string = `wrong.${field}`;
      return wrong[field] || (i18n.exists(`admin:${key}`) ? t(key) : t('wrong.any'));
    },
    failure: error && Object.keys(wrong).length === 0 ? problemText(error) : undefined,
    sending,
    send,
  };
}

/** The server's words for fields of this form; where it has none of ours, the form's own are taken. */
function ownFields(failure: ProblemError, values: Record<string, string>): Record<string, string> {
  const coded = new Set(
    (failure.problem.errors ?? []).filter(({ code }) => code.includes('.')).map(({ path }) => path),
  );
  return Object.fromEntries(
    Object.entries(fieldProblems(failure))
      .filter(([path]) => path in values)
      .map(([path, text]) => [path, coded.has(path) ? text : '']),
  );
}
