import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { signInHere } from "./trouble";

/** The link to the sign-in page, which leads back here. Only shown after something was refused, so never by the server. */
export const SignIn = () => (
  <Button asChild>
    <Link href={signInHere()} prefetch={false}>
      Sign in
    </Link>
  </Button>
);
