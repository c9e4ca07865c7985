import { useTranslation } from 'react-i18next';
import { Checkbox } from '#platform/ui/choice.tsx';
import { byArea, useAreaTitle, usePermissionWords } from './permission-words.ts';
import './roles.css';

interface PermissionFieldsProps {
  permissions: string[];
  chosen: ReadonlySet<string>;
  disabled?: boolean;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** Permissions in words, by area, to be chosen from. */
export function PermissionFields({ permissions, chosen, disabled, onChange }: PermissionFieldsProps) {
  const { t, i18n } = useTranslation('admin');
  const words = usePermissionWords();
  const titleOf = useAreaTitle();
  const set = (permission: string, on: boolean) =>
    onChange(new Set(on ? [...chosen, permission] : [...chosen].filter((each) => each !== permission)));
  return byArea(permissions, (permission) => permission).map(([area, ofArea]) => (
    <fieldset key={area} className="ad-reach">
      <legend>{titleOf(area)}</legend>
      {i18n.exists(`admin:areaNote.${area}`) ? <p className="pn-soft">{t(`areaNote.${area}`)}</p> : null}
      {ofArea.map((permission) => (
        <Checkbox
          key={permission}
          checked={chosen.has(permission)}
          disabled={disabled}
          onChange={(on) => set(permission, on)}
        >
          {words(permission)}
        </Checkbox>
      ))}
    </fieldset>
  ));
}
