import { bind } from '#platform/http/bind.ts';
import { auditContract } from './audit.contract.ts';
import { audit } from './audit.ts';

export const auditRoutes = bind(auditContract, { audit });
