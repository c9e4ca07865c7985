import type { Actor } from '../access/actor.ts';
import type { RouteSet } from './bind.ts';

export interface HttpOptions {
  routes: RouteSet[];
  /** Who sends this request; anonymous where nobody is signed in. */
  authenticate(request: { sessionToken: string | undefined }): Promise<Actor>;
  /** False on the command line's socket, which only the owner of the data folder can open. */
  defendBrowser: boolean;
  /** The built web app; absent on the socket. */
  webFolder?: string;
  openApi?: () => unknown;
}
