/** Something that a user is to be told; the names of things are left to whoever reads it. */
export interface NewNotification {
  userId: string;
  /** Of a registered kind: `customers.reminder_due`. */
  kind: string;
  /** The same key again adds to the count of the notification that is there, and to `ids` of its subject, and makes it unread. */
  key: string;
  /** Ids, never words. */
  subject: Record<string, unknown>;
  /** One, unless told. */
  count?: number;
}

export interface StoredNotification {
  id: string;
  kind: string;
  subject: unknown;
  count: number;
  madeAt: string;
  readAt: string | null;
}

export interface NotificationWords {
  /** For the text `notification.<kind>` of the domain: `…At` are times, `count` picks the plural. */
  values: Record<string, string | number>;
  /** In the words of whoever wrote them. */
  note?: string;
  /** Where it leads. */
  to: string;
  search?: Record<string, string>;
}
