import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Combobox } from './combobox.tsx';
import { Input, Textarea } from './field.tsx';
import './inline-edit.css';
import { ProblemError, problemText } from './problem.ts';
import { type Option, Select } from './select.tsx';
import { toast } from './toast.tsx';

export interface InlineEditProps {
  /** Names the value for screen readers and in the toast. */
  label: string;
  /** Text as the API has it; empty for none. */
  value: string;
  kind?: 'text' | 'email' | 'tel' | 'url' | 'multiline' | 'date' | 'datetime-local' | 'select' | 'combobox';
  options?: Option[];
  /** How it reads when not being edited; the option's label or the text itself where left out. */
  children?: ReactNode;
  placeholder?: string;
  readOnly?: boolean;
  /**
   * Writes it. The new value shows at once; where this throws, the former one returns. After a 409 `value`
   * should be theirs and the next call save over it, as `useSaveField` does.
   */
  onSave: (value: string) => Promise<void>;
}

/** A value that is edited where it stands: Enter or leaving saves, Esc gives up, the toast undoes. */
export function InlineEdit(props: InlineEditProps) {
  const { label, value, kind = 'text', options, children, placeholder, readOnly } = props;
  const { t } = useTranslation('ui');
  const { editing, setEditing, shown, waiting, conflict, setConflict, save } = useInlineEdit(props);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  const wordsFor = (text: string) => options?.find((option) => option.value === text)?.label ?? (text || '–');
  const words = shown === value && children ? children : shown && wordsFor(shown);
  const view = words || <span className="pn-inline-empty">{placeholder ?? t('inline.add')}</span>;
  if (readOnly) return words || <span className="pn-faint">–</span>;
  return (
    <div className="pn-inline">
      {editing ? (
        <Editor
          kind={kind}
          label={label}
          value={shown}
          options={options}
          onSave={(next) => {
            close();
            void save(next);
          }}
          onCancel={close}
        />
      ) : (
        <button
          ref={opener}
          type="button"
          className="pn-inline-value"
          data-waiting={waiting || undefined}
          onClick={() => setEditing(true)}
        >
          <span className="pn-hidden">{label} </span>
          {view}
          <span className="pn-hidden"> {t('inline.edit')}</span>
        </button>
      )}
      {conflict === null ? null : (
        <div className="pn-inline-conflict" role="alert">
          <span>{t('inline.conflict', { value: wordsFor(conflict), theirs: wordsFor(value) })}</span>
          <span className="pn-inline-acts">
            <Button size="small" onClick={() => void save(conflict)}>
              {t('inline.saveMine')}
            </Button>
            <Button size="small" tone="quiet" onClick={() => setConflict(null)}>
              {t('inline.keepTheirs')}
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}

function useInlineEdit({ label, value, onSave }: InlineEditProps) {
  const { t } = useTranslation('ui');
  const [editing, setEditing] = useState(false);
  const [pending, setPending] = useState<string | null>(null);
  const [conflict, setConflict] = useState<string | null>(null);
  const latest = useRef(onSave);
  latest.current = onSave;

  const write = async (next: string, undoTo: string | null): Promise<void> => {
    setPending(next);
    setConflict(null);
    try {
      await latest.current(next);
      toast({
        key: `inline-${label}`,
        title: undoTo === null ? t('inline.undone', { label }) : t('inline.saved', { label }),
        action:
          undoTo === null ? undefined : { label: t('inline.undo'), run: () => void write(undoTo, null) },
      });
    } catch (error) {
      if (error instanceof ProblemError && error.status === 409) setConflict(next);
      else toast({ tone: 'danger', title: t('inline.failed', { label }), note: problemText(error) });
    } finally {
      setPending(null);
    }
  };
  return {
    editing,
    setEditing,
    shown: pending ?? value,
    waiting: pending !== null,
    conflict,
    setConflict,
    save: (next: string) => (next === value ? Promise.resolve() : write(next, value)),
  };
}

interface EditorProps {
  kind: NonNullable<InlineEditProps['kind']>;
  label: string;
  value: string;
  options?: Option[];
  onSave: (value: string) => void;
  onCancel: () => void;
}

function Editor({ kind, label, value, options = [], onSave, onCancel }: EditorProps) {
  const [draft, setDraft] = useState(value);
  const given = useRef(false);
  const finish = (run: () => void) => {
    if (given.current) return;
    given.current = true;
    run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      finish(onCancel);
    } else if (
      kind !== 'combobox' &&
      event.key === 'Enter' &&
      (kind !== 'multiline' || event.metaKey || event.ctrlKey)
    ) {
      event.preventDefault();
      finish(() => onSave(draft.trim()));
    }
  };
  if (kind === 'select') {
    return (
      <Select
        openAtOnce
        label={label}
        value={value || null}
        options={options}
        onChange={(next) => finish(() => onSave(next))}
        onClosed={() => finish(onCancel)}
      />
    );
  }
  if (kind === 'combobox') {
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: only listens to what the field inside lets pass
      <div onKeyDown={onKeyDown} onBlur={() => setTimeout(() => finish(onCancel), 200)}>
        <Combobox
          autoFocus
          openAtOnce
          label={label}
          value={options.find((option) => option.value === value) ?? null}
          options={options}
          onChange={(next) => finish(() => onSave(next?.value ?? ''))}
        />
      </div>
    );
  }
  const common = {
    'aria-label': label,
    value: draft,
    onChange: setDraft,
    autoFocus: true,
    onKeyDown,
    onBlur: () => finish(() => onSave(draft.trim())),
  };
  return kind === 'multiline' ? <Textarea {...common} /> : <Input type={kind} {...common} />;
}
