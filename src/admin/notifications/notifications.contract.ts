import { z } from 'zod';
import { contract, count, endpoint, id, instant, nothing, page, pageInput } from '#platform/http/contract.ts';

const notification = z.object({
  id,
  kind: z.string().meta({ description: '`customers.reminder_due`.' }),
  values: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .meta({ description: 'What the text of the kind is filled with.' }),
  note: z.string().nullable(),
  to: z.string().meta({ description: 'The page it leads to.' }),
  search: z.record(z.string(), z.string()),
  madeAt: instant,
  readAt: instant.nullable(),
});

const notificationKind = z.object({ kind: z.string(), on: z.boolean() });
const mine = ['admin.not_a_user', 'admin.not_for_keys'] as const;

export const notificationsContract = contract('admin', {
  notifications: endpoint({
    method: 'GET',
    path: '/notifications',
    summary: 'Lists what you were told, newest first, as far as you may still see what it is about.',
    needs: 'signedIn',
    input: z.strictObject(pageInput),
    output: page(notification),
    fails: [...mine, 'platform.wrong_cursor'],
  }),
  countUnread: endpoint({
    method: 'GET',
    path: '/notifications/unread',
    summary: 'Counts what you have not read, up to a hundred.',
    needs: 'signedIn',
    input: nothing,
    output: z.object({ count }),
    fails: mine,
  }),
  markRead: endpoint({
    method: 'POST',
    path: '/notifications/read',
    summary: 'Marks notifications as read: these, or all up to one.',
    needs: 'signedIn',
    input: z.strictObject({ ids: z.array(id).min(1).max(200).optional(), upTo: id.optional() }),
    output: z.object({ count }),
    fails: mine,
  }),
  notificationKinds: endpoint({
    method: 'GET',
    path: '/notifications/kinds',
    summary: 'Lists what you can be told, and whether you want to be.',
    needs: 'signedIn',
    input: nothing,
    output: z.object({ items: z.array(notificationKind) }),
    fails: mine,
  }),
  switchNotifications: endpoint({
    method: 'PUT',
    path: '/notifications/kinds/:kind',
    summary: 'Switches one kind of notification on or off for you.',
    needs: 'signedIn',
    input: z.strictObject({ kind: z.string().max(100), on: z.boolean() }),
    output: z.object({ items: z.array(notificationKind) }),
    fails: [...mine, 'admin.notification_kind_not_found'],
  }),
});

export type Notification = z.output<typeof notification>;
