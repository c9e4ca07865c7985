import { bind } from '#platform/http/bind.ts';
import { remindersContract } from './reminders.contract.ts';
import {
  addReminder,
  changeReminder,
  countReminders,
  myReminders,
  reminders,
  removeReminder,
} from './reminders.ts';

export const remindersRoutes = bind(remindersContract, {
  myReminders,
  countReminders,
  reminders,
  addReminder,
  changeReminder,
  removeReminder,
});
