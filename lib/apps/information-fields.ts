import type { RequirementCode } from "@/lib/apps/requirement-codes";

// The fields of Information, said once: the form, its rules, the checklist of Activation, Activity and what is read of an
// app come from this list. A new field also needs its column: prisma/schema.prisma and a migration. Without zod, so that
// a page can have the labels before it has the rules.

type Field = {
  label: string;
  /** The most characters it holds. */
  max: number;
  hint?: string;
  type?: "email";
  /** What is said when it is empty, if it may never be. */
  required?: string;
  /** What activation says while it is empty or, as an email address, not one. */
  missing?: { code: RequirementCode; message: string };
  /** Stands under Developer contact. */
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
    missing: { code: "contact-name", message: "Enter the developer contact's name." },
  },
  contactEmail: {
    label: "Developer contact email",
    max: 150,
    type: "email",
    isContact: true,
    missing: { code: "contact-email", message: "Enter the developer contact's email address." },
  },
} satisfies Record<string, Field>;

export type InformationField = keyof typeof informationFields;

/** What the fields hold. */
export type Information = Record<InformationField, string>;

/** The fields in their order. */
export const informationNames = Object.keys(informationFields) as [InformationField, ...InformationField[]];

export const informationField = (name: InformationField): Field => informationFields[name];

/** The fields of Information among what is known of an app. */
export const informationOf = (app: Information): Information =>
  Object.fromEntries(informationNames.map((name) => [name, app[name]])) as Information;
