import { rememberDevice } from "@/lib/auth/device";

/**
 * A command with which somebody proves who they are by a one-time link; this browser then counts as one in which they
 * have signed in, so that no guesses made elsewhere keep them from signing in now.
 */
export const remembered =
  <Input, Result extends { email: string }>(command: (input: Input, address: string) => Promise<Result>) =>
  async (input: Input, address: string): Promise<Result> => {
    const done = await command(input, address);
    await rememberDevice(done.email);
    return done;
  };
