import { bind } from '#platform/http/bind.ts';
import { notificationsContract } from './notifications.contract.ts';
import {
  countUnread,
  markRead,
  notificationKinds,
  notifications,
  switchNotifications,
} from './notifications.ts';

export const notificationRoutes = bind(notificationsContract, {
  notifications,
  countUnread,
  markRead,
  notificationKinds,
  switchNotifications,
});
