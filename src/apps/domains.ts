import { adminDomain } from '#admin/domain.ts';
import { commerceDomain } from '#commerce/domain.ts';
import { customersDomain } from '#customers/domain.ts';
import { ingestionDomain } from '#ingestion/domain.ts';
import type { Domain } from '#platform/domains/domain.ts';
import { segmentsDomain } from '#segments/domain.ts';

/** Every domain of the product, in the order of the house. */
export const domains: Domain[] = [
  adminDomain,
  customersDomain,
  commerceDomain,
  segmentsDomain,
  ingestionDomain,
];
