import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { useGo } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { productsContract } from '../products.contract.ts';
import './products.css';

const { list, count, facets, create } = productsContract.endpoints;

/** Makes a product and goes to its page. */
export function NewProductDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('commerce');
  const go = useGo();
  const blank = { code: '', name: '', category: '', brand: '' };
  const [draft, setDraft] = useState(blank);
  const [tried, setTried] = useState(false);
  const { send, sending, error, reset } = useSend(create, { refreshes: [list, count, facets] });
  const close = () => {
    setDraft(blank);
    setTried(false);
    reset();
    onClose();
  };
  const given = (text: string) => text.trim() || undefined;
  const submit = async () => {
    setTried(true);
    const [code, name] = [given(draft.code), given(draft.name)];
    if (!code || !name) return;
    const made = await send({
      code,
      name,
      category: given(draft.category),
      brand: given(draft.brand),
    }).catch(() => undefined);
    if (made) go(`/products/${made.id}`);
  };
  const problemOf = (key: 'code' | 'name') => {
    if (tried && !given(draft[key])) return t(`products.${key}Missing`);
    return key === 'code' && error ? problemText(error) : undefined;
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('products.new')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={close}>{t('newOrder.cancel')}</Button>
          <Button type="submit" tone="main" busy={sending}>
            {t('products.create')}
          </Button>
        </>
      }
    >
      <div className="pr-form">
        {(['name', 'code', 'category', 'brand'] as const).map((key) => (
          <Field
            key={key}
            label={t(`field.${key}`)}
            optional={key === 'category' || key === 'brand'}
            error={key === 'code' || key === 'name' ? problemOf(key) : undefined}
            hint={key === 'code' ? t('products.codeHint') : undefined}
          >
            <Input
              autoFocus={key === 'name'}
              autoComplete="off"
              value={draft[key]}
              onChange={(value) => setDraft({ ...draft, [key]: value })}
            />
          </Field>
        ))}
      </div>
    </Dialog>
  );
}
