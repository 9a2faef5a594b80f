/** Whether a credential (a client secret or public key) has not expired. */
export const isUsable = <Moment extends Date | number>(
  credential: { expiresAt: Moment | null },
  now: Moment,
): boolean => credential.expiresAt === null || credential.expiresAt > now;
