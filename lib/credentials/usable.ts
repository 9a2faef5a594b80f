/** A credential, a client secret or a public key, counts while its end has not come. */
export const isUsable = <Moment extends Date | number>(
  credential: { expiresAt: Moment | null },
  now: Moment,
): boolean => credential.expiresAt === null || credential.expiresAt > now;
