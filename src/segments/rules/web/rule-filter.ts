import i18next from 'i18next';
import { call } from '#platform/ui/client.ts';
import type { Option } from '#platform/ui/select.tsx';
import { rule } from '../rule-tree.contract.ts';
import { rulesContract } from '../rules.contract.ts';

/** The rule of an address in words; none where it is no rule. */
export async function readOptions(value: string, signal: AbortSignal): Promise<Option[]> {
  const read = rule.safeParse(parsed(value));
  if (!read.success) return [];
  const { sentence } = await call(
    rulesContract.endpoints.describeRule,
    { rule: read.data as never },
    { signal },
  );
  return [{ value, label: sentence[i18next.language === 'zh' ? 'zh' : 'en'] }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
