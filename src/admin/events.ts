import { z } from 'zod';
import { defineEvent } from '#platform/events/events.ts';

const user = z.object({ userId: z.string() });
const fields = z.array(z.string());

export const adminEvents = [
  defineEvent('admin.organisation_set_up', user),
  defineEvent('admin.organisation_changed', z.object({ fields })),
  defineEvent('admin.user_added', user.extend({ role: z.enum(['owner', 'member']) })),
  defineEvent('admin.user_changed', user.extend({ fields })),
  defineEvent('admin.user_deactivated', user),
  defineEvent('admin.user_reactivated', user),
];
