import { bind } from '#platform/http/bind.ts';
import { originsContract } from './origins.contract.ts';
import { originsOf } from './origins.ts';
import { releaseField } from './release-field.ts';

export const originsRoutes = bind(originsContract, { origins: originsOf, release: releaseField });
