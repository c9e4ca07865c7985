import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { roleNamed } from '../roles/roles.ts';
import type { SignedIn } from '../sessions/open-session.ts';
import { rootTeam } from '../teams/teams.ts';
import { markAcceptedByEmail } from '../users/invitations.queries.ts';
import { findPasswordHash, findUserByEmail, insertUserIfNew } from '../users/users.queries.ts';
import type { ProviderPerson } from './ask-provider.ts';
import { findIdentity, insertIdentity, type StoredProvider } from './provider.queries.ts';

/**
 * The user that the person is: linked already, or from now on by a verified address, once: as a user who has none at this
 * provider yet, as somebody invited, or as a new member where the provider makes them. `unusableHash` becomes the password
 * of who is made. Throws `admin.provider_email_unverified`, `admin.provider_stranger`.
 */
export async function userOf(
  ctx: Context,
  provider: StoredProvider,
  person: ProviderPerson,
  unusableHash: string,
): Promise<SignedIn> {
  const known = await findIdentity(ctx.tx, person);
  if (known !== undefined) return active(ctx, known);
  const email = verifiedEmail(provider, person);
  const existing = await findUserByEmail(ctx.tx, email);
  const userId = existing?.id ?? (await makeUser(ctx, provider, person, email, unusableHash));
  // Checked before it is linked, so that a deactivated account is told of like one that is not there.
  const user = await active(ctx, userId);
  const { issuer, subject } = person;
  if (!(await insertIdentity(ctx.tx, { issuer, subject, userId, now: ctx.clock.now() }))) throw stranger();
  await ctx.audit('admin.provider_linked', `user:${userId}`, { issuer, subject, email });
  return user;
}

async function active(ctx: Context, userId: string): Promise<SignedIn> {
  const passwordHash = await findPasswordHash(ctx.tx, userId);
  if (passwordHash === undefined) throw stranger();
  return { id: userId, passwordHash };
}

function verifiedEmail({ emailDomains }: StoredProvider, { email, emailVerified }: ProviderPerson): string {
  if (email === undefined || !emailVerified) throw fail('forbidden', 'admin.provider_email_unverified');
  const domain = email.slice(email.lastIndexOf('@') + 1);
  if (emailDomains.length > 0 && !emailDomains.includes(domain)) throw stranger();
  return email;
}

async function makeUser(
  ctx: Context,
  provider: StoredProvider,
  person: ProviderPerson,
  email: string,
  passwordHash: string,
): Promise<string> {
  const createdAt = ctx.clock.now();
  const invited = await markAcceptedByEmail(ctx.tx, email, createdAt);
  if (!invited && provider.role === null) throw stranger();
  const place = invited ?? {
    roleId: (await roleNamed(ctx, provider.role!)).id,
    teamId: (await rootTeam(ctx)).id,
  };
  const { language } = await ctx.organisation();
  const name = (person.name || email.split('@')[0]!).slice(0, 120);
  const { roleId, teamId } = place;
  const id = await insertUserIfNew(ctx.tx, {
    email,
    name,
    passwordHash,
    roleId,
    teamId,
    language,
    createdAt,
  });
  if (id === undefined) throw stranger();
  if (invited) await ctx.audit('admin.invitation_accepted', `invitation:${invited.id}`, { userId: id });
  else await ctx.audit('admin.user_made_by_provider', `user:${id}`, { role: provider.role });
  await ctx.emit('admin.user_added', { userId: id });
  return id;
}

function stranger() {
  return fail('forbidden', 'admin.provider_stranger');
}
