import { bind } from '#platform/http/bind.ts';
import { qualityContract } from './quality.contract.ts';
import { dataQuality, qualityBySource } from './quality.ts';

export const qualityRoutes = bind(qualityContract, { dataQuality, bySource: qualityBySource });
