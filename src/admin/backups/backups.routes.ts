import { bind } from '#platform/http/bind.ts';
import { backupsContract } from './backups.contract.ts';
import { backup, backupPlan, backups, cancelBackup, startBackup } from './backups.ts';
import { confirmCopy, showCopy } from './copies.ts';

export const backupRoutes = bind(backupsContract, {
  backups,
  backup,
  startBackup: (ctx, { to }) => {
    const folder = ctx.platform.config.backupFolder;
    return ctx.answer((inner) => startBackup(inner, { kind: 'asked', to, folder }));
  },
  cancelBackup,
  backupPlan: (ctx) => ctx.transact((inner) => backupPlan(inner, ctx.platform.config)),
  unconfirmedCopy: showCopy,
  confirmCopy,
});
