import { bind } from '#platform/http/bind.ts';
import { viewsContract } from './views.contract.ts';
import { openWithView, removeView, saveView, updateView, views } from './views.ts';

export const viewsRoutes = bind(viewsContract, { views, saveView, updateView, removeView, openWithView });
