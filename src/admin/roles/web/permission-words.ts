import { useTranslation } from 'react-i18next';

/** A permission in words; the code itself where nobody has put it into words yet. */
export function usePermissionWords(): (permission: string) => string {
  const { i18n } = useTranslation();
  return (permission) => {
    const key = `ui:permission.${permission}`;
    if (!i18n.exists(key)) return permission;
    const words = i18n.t(key);
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  };
}

const areas = ['customers', 'commerce', 'segments', 'ingestion', 'admin'];
const acts = ['read', 'write'];
const placeIn = (list: string[], word: string) => (list.includes(word) ? list.indexOf(word) : list.length);

/** Permissions by the part of the product that they open, the daily ones first, reading before changing. */
export function byArea<Item>(
  items: readonly Item[],
  permissionOf: (item: Item) => string,
): [string, Item[]][] {
  const groups = Map.groupBy(items, (item) => permissionOf(item).split('.')[0] ?? '');
  const actOf = (item: Item) => placeIn(acts, permissionOf(item).split('.')[1] ?? '');
  return [...groups]
    .toSorted(([one], [other]) => placeIn(areas, one) - placeIn(areas, other))
    .map(([area, ofArea]) => [area, ofArea.toSorted((one, other) => actOf(one) - actOf(other))]);
}

/** What such a part is called. */
export function useAreaTitle(): (area: string) => string {
  const { t, i18n } = useTranslation('admin');
  return (area) => (i18n.exists(`admin:area.${area}`) ? t(`area.${area}`) : area);
}
