import type { Actor } from '../access/actor.ts';
import type { RouteSet } from './bind.ts';

/** What a request shows to be let in. */
export interface Credentials {
  sessionToken: string | undefined;
  /** What stands behind `Authorization: Bearer`; where it is there, no cookie is looked at. */
  bearer?: string | undefined;
  address: string;
}

export interface HttpOptions {
  routes: RouteSet[];
  /** Who sends this request; anonymous where nobody is signed in. */
  authenticate(request: Credentials): Promise<Actor>;
  /** False on the command line's socket, which only the owner of the data folder can open. */
  defendBrowser: boolean;
  /** The built web app; absent on the socket. */
  webFolder?: string;
  openApi?: () => unknown;
}
