import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

export interface NewInvitation {
  tokenHash: Buffer;
  email: string;
  roleId: string;
  teamId: string;
  /** Null where the operator invites. */
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** Makes an invitation, or gives the open one of the address a new token, role and end. Returns its id. */
export async function replaceInvitation(tx: Tx, invitation: NewInvitation): Promise<string> {
  const values = {
    token_hash: invitation.tokenHash,
    role_id: invitation.roleId,
    team_id: invitation.teamId,
    invited_by: invitation.invitedBy,
    created_at: invitation.createdAt,
    expires_at: invitation.expiresAt,
  };
  const row = await tx
    .insertInto('admin.invitations')
    .values({ email: invitation.email, ...values })
    .onConflict((conflict) =>
      conflict
        .column('email')
        .where('accepted_at', 'is', null)
        .where('withdrawn_at', 'is', null)
        .doUpdateSet(values),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function listOpenInvitations(tx: Tx) {
  return tx
    .selectFrom('admin.invitations as invitations')
    .innerJoin('admin.roles as roles', 'roles.id', 'invitations.role_id')
    .leftJoin('admin.users as users', 'users.id', 'invitations.invited_by')
    .select([
      'invitations.id',
      'invitations.email',
      sql<string>`coalesce(roles.key, roles.id::text)`.as('role'),
      'invitations.team_id as teamId',
      'invitations.created_at as createdAt',
      'invitations.expires_at as expiresAt',
      'users.name as invitedBy',
    ])
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('invitations.created_at', 'desc')
    .orderBy('invitations.id', 'desc')
    .execute();
}

/** True where the invitation was open. */
export async function markWithdrawn(tx: Tx, invitationId: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('admin.invitations')
    .set({ withdrawn_at: now })
    .where('id', '=', invitationId)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The invitation that a link opens; undefined where it is wrong, accepted, withdrawn or expired. */
export async function findInvitation(
  tx: Tx,
  tokenHash: Buffer,
  now: Date,
): Promise<{ email: string } | undefined> {
  return tx
    .selectFrom('admin.invitations')
    .select('email')
    .where('token_hash', '=', tokenHash)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
}

/** Spends the link for the one caller that comes first; a second one waits and gets undefined. */
export async function markAccepted(
  tx: Tx,
  tokenHash: Buffer,
  now: Date,
): Promise<{ id: string; email: string; roleId: string; teamId: string } | undefined> {
  return tx
    .updateTable('admin.invitations')
    .set({ accepted_at: now })
    .where('token_hash', '=', tokenHash)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .returning(['id', 'email', sql<string>`role_id`.as('roleId'), 'team_id as teamId'])
    .executeTakeFirst();
}

/** Spends the open invitation of this address, as `markAccepted` does. */
export async function markAcceptedByEmail(
  tx: Tx,
  email: string,
  now: Date,
): Promise<{ id: string; roleId: string; teamId: string } | undefined> {
  return tx
    .updateTable('admin.invitations')
    .set({ accepted_at: now })
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .returning(['id', sql<string>`role_id`.as('roleId'), 'team_id as teamId'])
    .executeTakeFirst();
}
