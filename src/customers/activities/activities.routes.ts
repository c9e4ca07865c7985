import { bind } from '#platform/http/bind.ts';
import { activitiesContract } from './activities.contract.ts';
import { addActivity, timeline } from './activities.ts';

export const activitiesRoutes = bind(activitiesContract, { timeline, addActivity });
