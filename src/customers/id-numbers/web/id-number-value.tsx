import { Eye, EyeOff, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useMay } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { profilesContract } from '../../profiles/profiles.contract.ts';
import { idNumbersContract } from '../id-numbers.contract.ts';

const { revealIdNumber, removeIdNumber } = idNumbersContract.endpoints;

/** An identity number with its middle hidden; whoever may see it whole asks for it, and the audit says so. */
export function IdNumberValue({ customerId, masked }: { customerId: string; masked: string }) {
  const { t } = useTranslation('customers');
  const may = useMay();
  const { reads, writes } = useFieldRights();
  const { refresh } = useKeptAnswers();
  const [whole, setWhole] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const reveal = async () => {
    try {
      setWhole((await call(revealIdNumber, { id: customerId })).value);
    } catch (error) {
      toast({ tone: 'danger', title: t('idNumber.failed'), note: problemText(error) });
    }
  };
  const remove = async () => {
    try {
      await call(removeIdNumber, { id: customerId });
      await refresh(profilesContract.endpoints.get);
    } catch (error) {
      toast({ tone: 'danger', title: t('idNumber.failed'), note: problemText(error) });
    }
  };
  return (
    <span className="cu-id-number">
      <span className="pn-mono">{whole ?? masked}</span>
      {may('customers.sensitive') && reads('idNumber') ? (
        <span>
          <IconButton
            size="small"
            icon={whole ? EyeOff : Eye}
            label={t(whole ? 'idNumber.hide' : 'idNumber.reveal')}
            onClick={() => (whole ? setWhole(null) : void reveal())}
          />
          {writes('idNumber') ? (
            <IconButton
              size="small"
              icon={Trash2}
              label={t('idNumber.remove')}
              onClick={() => setAsking(true)}
            />
          ) : null}
        </span>
      ) : null}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('idNumber.remove')}
        consequence={t('idNumber.consequence')}
        action={t('idNumber.remove')}
        onConfirm={remove}
      />
    </span>
  );
}
