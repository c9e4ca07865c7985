import { majorOf } from '#platform/ui/format.ts';
import { minorOf } from '#platform/ui/minor-of.ts';
import { type RfmDefinition, rfmContract } from '../rfm.contract.ts';

type Four = [string, string, string, string];

/** The settings as a person types them; amounts in the major unit. */
export interface Draft {
  ever: boolean;
  ownDays: boolean;
  days: string;
  by: 'fifths' | 'limits';
  recency: Four;
  frequency: Four;
  spend: Four;
}

/** Where somebody begins who has no limits yet. */
const firstLimits = {
  recency: ['30', '60', '120', '240'],
  frequency: ['2', '3', '5', '10'],
  spend: ['100', '500', '1000', '5000'],
} as const satisfies Record<string, Four>;

export function draftOf({ windowDays, scoring }: RfmDefinition, currency: string): Draft {
  const texts = (values: readonly (number | string)[]) => values.map(String) as Four;
  const limits =
    scoring.by === 'limits'
      ? {
          recency: texts(scoring.recencyDays),
          frequency: texts(scoring.purchases),
          spend: scoring.spendMinor.map((minor) => majorOf({ amountMinor: minor, currency })) as Four,
        }
      : { recency: firstLimits.recency, frequency: firstLimits.frequency, spend: firstLimits.spend };
  return {
    ever: windowDays === null,
    ownDays: false,
    days: String(windowDays ?? 365),
    by: scoring.by,
    ...(structuredClone(limits) as Pick<Draft, 'recency' | 'frequency' | 'spend'>),
  };
}

/** What the draft says, or undefined while it says nothing that could be saved. */
export function definitionOf(draft: Draft, currency: string): RfmDefinition | undefined {
  const wanted = {
    windowDays: draft.ever ? null : Number(draft.days || Number.NaN),
    scoring:
      draft.by === 'fifths'
        ? { by: 'fifths' }
        : {
            by: 'limits',
            recencyDays: draft.recency.map((text) => Number(text || Number.NaN)),
            purchases: draft.frequency.map((text) => Number(text || Number.NaN)),
            spendMinor: draft.spend.map((text) => minorOf(text, currency)),
          },
  };
  return rfmContract.endpoints.previewRfm.input.safeParse(wanted).data;
}
