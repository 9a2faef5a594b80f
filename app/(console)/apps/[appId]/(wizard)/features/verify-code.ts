import platformGo from "./_receivers/platform/receiver.go?raw";
import platformNode from "./_receivers/platform/receiver.mjs?raw";
import platformPython from "./_receivers/platform/receiver.py?raw";
import standardGo from "./_receivers/standard/receiver.go?raw";
import standardNode from "./_receivers/standard/receiver.mjs?raw";
import standardPython from "./_receivers/standard/receiver.py?raw";

/** Which of the two signatures a receiver verifies. */
export type SignatureFamily = "platform" | "standard";

type Snippet = { label: string; code: string; language: string };

type Language = {
  label: string;
  language: string;
  files: Record<SignatureFamily, string>;
  /** How the files read the secret token from the environment; `itsImport`: the import that only this needs. */
  fromEnvironment: string;
  itsImport: string;
};

const languages: Language[] = [
  {
    label: "Node",
    language: "js",
    files: { platform: platformNode, standard: standardNode },
    fromEnvironment: "process.env.SECRET_TOKEN",
    itsImport: "",
  },
  {
    label: "Python",
    language: "python",
    files: { platform: platformPython, standard: standardPython },
    fromEnvironment: 'os.environ["SECRET_TOKEN"]',
    itsImport: "import os\n",
  },
  {
    label: "Go",
    language: "go",
    files: { platform: platformGo, standard: standardGo },
    fromEnvironment: 'os.Getenv("SECRET_TOKEN")',
    itsImport: '\t"os"\n',
  },
];

/**
 * Small, complete receivers: each verifies a notification's signature and age, answers the challenge and prints the
 * notification. The code contains the secret token, or reads it from the environment if `secretToken` is null.
 */
export const verifySnippets = (family: SignatureFamily, secretToken: string | null): Snippet[] =>
  languages.map((one) => ({
    label: one.label,
    language: one.language,
    code: (secretToken === null ? one.files[family] : withToken(one, family, secretToken)).trimEnd(),
  }));

/** Removes the import along with what needed it: Go doesn't compile unused imports. */
const withToken = ({ files, fromEnvironment, itsImport }: Language, family: SignatureFamily, secretToken: string) =>
  files[family].replace(itsImport, "").replace(fromEnvironment, () => JSON.stringify(secretToken));
