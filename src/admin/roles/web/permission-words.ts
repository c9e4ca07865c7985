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

/** Permissions by the part of the product that they open, in the order of `permissions`. */
export function byArea<Item>(
  items: readonly Item[],
  permissionOf: (item: Item) => string,
): [string, Item[]][] {
  const areas = new Map<string, Item[]>();
  for (const item of items) {
    const area = permissionOf(item).split('.')[0] ?? '';
    areas.set(area, [...(areas.get(area) ?? []), item]);
  }
  return [...areas];
}

/** What such a part is called. */
export function useAreaTitle(): (area: string) => string {
  const { t, i18n } = useTranslation('admin');
  return (area) => (i18n.exists(`admin:area.${area}`) ? t(`area.${area}`) : area);
}
