import { useTranslation } from 'react-i18next';
import { useFormat } from './session.tsx';

/** `customers.reminder_due` reads `notification.reminder_due` of the messages of customers. */
function keyOf(kind: string, group: string): string {
  const [domain = '', ...rest] = kind.split('.');
  return `${domain}:${group}.${rest.join('.')}`;
}

/** What a notification says, and the name of its kind, in the reader's language. */
export function useNotificationText() {
  const { t } = useTranslation();
  const format = useFormat();
  return {
    textOf: ({ kind, values }: { kind: string; values: Record<string, string | number> }): string => {
      const times = Object.entries(values)
        .filter(([name]) => name.endsWith('At'))
        .map(([name, at]) => [name, format.dateTime(String(at))]);
      const shown = typeof values.count === 'number' ? { shown: format.number(values.count) } : {};
      return String(t(keyOf(kind, 'notification'), { ...values, ...Object.fromEntries(times), ...shown }));
    },
    nameOf: (kind: string): string => t(keyOf(kind, 'notificationKind')),
  };
}
