import { Check } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from './page-header.tsx';
import type { Crumb } from './place.tsx';
import './wizard-page.css';

export interface WizardStep {
  key: string;
  label: string;
}

export interface WizardPageProps {
  title: string;
  trail?: Crumb[];
  steps: WizardStep[];
  current: string;
  /** Going back to a step that is done; leave out while it must not be left. */
  onStep?: (key: string) => void;
  children: ReactNode;
  /** Right of the step: what it would do right now. */
  side?: ReactNode;
  /** Left end of the foot, usually "back". */
  back?: ReactNode;
  /** A remark before the main button: why it cannot go on yet. */
  remark?: ReactNode;
  /** The main button. */
  next?: ReactNode;
}

/** The steps on top, the step, and its buttons at the foot. What has been said is kept by the page, not here. */
export function WizardPage(props: WizardPageProps) {
  const { t } = useTranslation('ui');
  const now = props.steps.findIndex((step) => step.key === props.current);
  useFocusKept(props.current);
  return (
    <div className="pn-wizard">
      <div className="pn-wizard-head">
        <PageHeader title={props.title} trail={props.trail} />
        <ol className="pn-steps" aria-label={t('wizard.steps')}>
          {props.steps.map((step, index) => (
            <Step
              key={step.key}
              step={step}
              number={index + 1}
              state={stateOf(index, now)}
              onStep={props.onStep}
            />
          ))}
        </ol>
      </div>
      <div className="pn-wizard-body" data-side={props.side ? true : undefined}>
        <div>{props.children}</div>
        {props.side ? <aside>{props.side}</aside> : null}
      </div>
      {props.back || props.next ? (
        <div className="pn-wizard-foot">
          <div className="pn-wizard-foot-side">{props.back}</div>
          <div className="pn-wizard-foot-side">
            {props.remark ? <span className="pn-soft">{props.remark}</span> : null}
            {props.next}
          </div>
        </div>
      ) : null}
    </div>
  );
}

/** The button that led to a step is gone with the step before it; the keyboard goes on at the top of the new one. */
function useFocusKept(step: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: every step anew.
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById('main')?.focus();
  }, [step]);
}

type StepState = 'done' | 'now' | 'later';

function stateOf(index: number, now: number): StepState {
  if (index === now) return 'now';
  return index < now ? 'done' : 'later';
}

interface StepProps {
  step: WizardStep;
  number: number;
  state: StepState;
  onStep?: (key: string) => void;
}

function Step({ step, number, state, onStep }: StepProps) {
  const inner = (
    <>
      <span className="pn-step-sign">{state === 'done' ? <Check size={12} aria-hidden /> : number}</span>
      <span className="pn-step-name">{step.label}</span>
    </>
  );
  return (
    <li className="pn-step" data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
      {state === 'done' && onStep ? (
        <button type="button" aria-label={step.label} onClick={() => onStep(step.key)}>
          {inner}
        </button>
      ) : (
        <span>{inner}</span>
      )}
    </li>
  );
}
