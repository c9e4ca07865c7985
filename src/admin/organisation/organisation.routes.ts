import { bind } from '#platform/http/bind.ts';
import { organisationContract } from './organisation.contract.ts';
import { changeOrganisation, showOrganisation } from './organisation.ts';

export const organisationRoutes = bind(organisationContract, {
  organisation: (ctx) => showOrganisation(ctx),
  changeOrganisation,
});
