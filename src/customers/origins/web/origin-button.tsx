import { Waypoints } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#platform/ui/button.tsx';
import { Popover } from '#platform/ui/popover.tsx';
import { ContactOrigins } from './contact-origins.tsx';
import { FieldOrigin } from './field-origin.tsx';
import './origins.css';
import { useRelease } from './use-release.ts';

interface OriginButtonProps {
  customerId: string;
  /** The field as in the customer, or the contact point. */
  of: { field: string } | { contactPointId: string; kind: string };
  /** How people call the value. */
  label: string;
  /** What arrived for it did not pass its check: the sign stays visible. */
  marked?: boolean;
  /** Takes another record's value over by hand; absent where nobody may. */
  onUse?: (value: string) => Promise<void>;
}

/** A small sign behind a value that opens where it came from. It shows where the pointer or the focus is. */
export function OriginButton({ customerId, of, label, marked, onUse }: OriginButtonProps) {
  const { t } = useTranslation('customers');
  const [open, setOpen] = useState(false);
  const release = useRelease(customerId);
  return (
    <span className="or-button" data-marked={marked || undefined} data-open={open || undefined}>
      <Popover
        open={open}
        onOpenChange={setOpen}
        align="end"
        title={t('origin.title', { label })}
        trigger={
          <IconButton
            icon={Waypoints}
            size="small"
            label={t(marked ? 'origin.openMarked' : 'origin.open', { label })}
          />
        }
      >
        {open ? (
          'field' in of ? (
            <FieldOrigin
              customerId={customerId}
              field={of.field}
              onUse={
                onUse &&
                (async (value) => {
                  setOpen(false);
                  await onUse(value);
                })
              }
              onRelease={
                onUse &&
                (async () => {
                  setOpen(false);
                  await release(of.field, label);
                })
              }
            />
          ) : (
            <ContactOrigins customerId={customerId} contactPointId={of.contactPointId} kind={of.kind} />
          )
        ) : null}
      </Popover>
    </span>
  );
}
