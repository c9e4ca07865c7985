/** Under this key somebody is told that a reminder is due. */
export const reminderKey = (reminderId: string, dueAt: string) => `reminder:${reminderId}:${dueAt}`;
