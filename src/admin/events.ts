import { z } from 'zod';
import { defineEvent } from '#platform/events/events.ts';

const user = z.object({ userId: z.string() });
const fields = z.array(z.string());

export const adminEvents = [
  defineEvent('admin.organisation_set_up', user),
  defineEvent('admin.organisation_changed', z.object({ fields })),
  defineEvent('admin.user_added', user),
  defineEvent('admin.user_changed', user.extend({ fields })),
  defineEvent('admin.user_deactivated', user.extend({ handOverTo: z.string().nullable() })),
  defineEvent('admin.user_reactivated', user),
  defineEvent('admin.user_moved', user),
  defineEvent('admin.team_moved', z.object({ teamId: z.string(), into: z.string() })),
  defineEvent('admin.team_removed', z.object({ teamId: z.string(), into: z.string() })),
];
