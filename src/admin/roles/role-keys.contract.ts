/** Roles that come with the product, the mightiest first. */
export const roleKeys = ['owner', 'administrator', 'manager', 'member', 'viewer'] as const;
export type RoleKey = (typeof roleKeys)[number];
