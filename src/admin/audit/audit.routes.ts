import { bind } from '#platform/http/bind.ts';
import { auditContract } from './audit.contract.ts';
import { audit } from './audit.ts';
import { chainState, showCheck, startCheck } from './checks.ts';
import { exportAudit } from './export-audit.ts';

export const auditRoutes = bind(auditContract, {
  audit,
  export: exportAudit,
  chain: chainState,
  startCheck,
  check: (ctx, { id }) => showCheck(ctx, id),
});
