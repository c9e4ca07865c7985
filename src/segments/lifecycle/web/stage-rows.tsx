import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { Menu } from '#platform/ui/menu.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { moved } from '../../grades/web/scheme-draft.ts';
import { RuleButton } from '../../standing/web/rule-button.tsx';
import { stage as everyStage, type Stage } from '../stages.contract.ts';
import type { StageDraft } from './stage-draft.ts';

interface StageRowsProps {
  draft: readonly StageDraft[];
  /** Sentences that are known already, by the rule as text. */
  known: ReadonlyMap<string, { en: string; zh: string }>;
  broken: readonly Stage[];
  onChange: (draft: readonly StageDraft[]) => void;
  onWrite: (stage: Stage) => void;
}

/** The stages in the order in which they are asked, each by its rule in words. */
export function StageRows({ draft, known, broken, onChange, onWrite }: StageRowsProps) {
  const { t } = useTranslation('segments');
  const left = everyStage.options.filter((each) => draft.every(({ stage }) => stage !== each));
  const name = (stage: Stage) => t(`lifecycle.stage.${stage}`);
  return (
    <Section
      title={t('lifecycle.rules')}
      note={t('lifecycle.rulesNote')}
      actions={
        left.length > 0 ? (
          <Menu
            align="end"
            trigger={<Button icon={Plus}>{t('lifecycle.addStage')}</Button>}
            entries={left.map((stage) => ({
              key: stage,
              label: name(stage),
              onSelect: () => onChange([...draft, { stage, rule: undefined }]),
            }))}
          />
        ) : undefined
      }
    >
      <ol className="lc-rules lc-rows">
        {draft.map(({ stage, rule }, at) => (
          <li key={stage} data-broken={broken.includes(stage) || undefined}>
            <strong>{name(stage)}</strong>
            <RuleButton rule={rule} known={known} lacks={!rule} onWrite={() => onWrite(stage)} />
            <span className="lc-acts">
              {([-1, 1] as const).map((step) => (
                <IconButton
                  key={step}
                  icon={step < 0 ? ArrowUp : ArrowDown}
                  label={t(step < 0 ? 'lifecycle.up' : 'lifecycle.down', { stage: name(stage) })}
                  disabled={step < 0 ? at === 0 : at === draft.length - 1}
                  onClick={() => onChange(moved(draft, at, step))}
                />
              ))}
              <IconButton
                icon={Trash2}
                label={t('lifecycle.leaveOut', { stage: name(stage) })}
                disabled={draft.length === 1}
                onClick={() => onChange(draft.filter((_, nth) => nth !== at))}
              />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
