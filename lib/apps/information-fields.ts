import type { RequirementCode } from "@/lib/apps/requirement-codes";

// The one list of the fields of Information: the form, its rules, the activation checklist, Activity and the queries
// are derived from it. A new field also needs a column: prisma/schema.prisma and a migration. No zod here, so that a
// page can show the labels before it has loaded the rules.

type Field = {
  label: string;
  /** Maximum number of characters. */
  max: number;
  hint?: string;
  type?: "email";
  /** Message shown when it is empty; undefined: it may be empty. */
  required?: string;
  /** What activation requires while it is empty or isn't a valid email address; undefined: nothing. */
  missing?: { code: RequirementCode; message: string };
  /** Listed under Developer contact. */
  isContact?: true;
};

const informationFields = {
  name: { label: "App name", max: 50, required: "Give the app a name." },
  shortDescription: {
    label: "Short description",
    max: 150,
    hint: "One sentence that tells others what this app does.",
  },
  companyName: {
    label: "Company name",
    max: 150,
    hint: "Required for activation.",
    missing: { code: "company-name", message: "Enter the company name." },
  },
  contactName: {
    label: "Developer contact name",
    max: 150,
    isContact: true,
    missing: { code: "contact-name", message: "Enter the developer contact’s name." },
  },
  contactEmail: {
    label: "Developer contact email",
    max: 150,
    type: "email",
    isContact: true,
    missing: { code: "contact-email", message: "Enter the developer contact’s email address." },
  },
} satisfies Record<string, Field>;

export type InformationField = keyof typeof informationFields;

export type Information = Record<InformationField, string>;

/** In the order they are shown. */
export const informationNames = Object.keys(informationFields) as [InformationField, ...InformationField[]];

export const informationField = (name: InformationField): Field => informationFields[name];

/** Picks the fields of Information from an app. */
export const informationOf = (app: Information): Information =>
  Object.fromEntries(informationNames.map((name) => [name, app[name]])) as Information;
