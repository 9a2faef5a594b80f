import type { Product } from "@/lib/catalog/vocabulary";

export const billing: Product = {
  name: "Billing",
  privilege: "Billing",
  families: [
    {
      prefix: "billing",
      classic: "billing",
      classicOf: {
        "billing@m": "billing_information list_invoices invoice_details plan_information",
        "account billing": "list_upcoming_renewal_accounts",
        "account@m billing@m": "plan_usage",
      },
      groups: {
        "Billing information": {
          billing_information: ["billing information of {|the account|sub-accounts}.", "read:am update:m"],
        },
        Invoices: {
          list_invoices: ["invoices of {|the account|sub-accounts}.", "read:am"],
          invoice_details: ["the details of invoices of {|the account|sub-accounts}.", "read:am"],
          invoice_report: ["invoice reports of sub-accounts.", "delete:m"],
          download_invoice_file: ["= Download invoices of sub-accounts.", "read:m"],
          download_invoice_reports: ["= Download invoice reports of sub-accounts.", "read:m"],
          list_upcoming_renewal_accounts: ["sub-accounts whose plans are due for renewal.", "read:m"],
        },
        Plans: {
          plan_information: ["plans of {|the account|sub-accounts}.", "read:am"],
          plan_usage: ["usage of the plans of {|the account|sub-accounts}.", "read:am"],
          plan: ["base plans of sub-accounts.", "update:m"],
          subscribe_plan: ["= Subscribe sub-accounts to base plans.", "write:m"],
          cancel_plan: ["= Cancel base plans of sub-accounts.", "update:m"],
          additional_plans: ["additional plans of sub-accounts.", "update:m"],
          subscribe_additional_plans: ["= Subscribe sub-accounts to additional plans.", "write:m"],
          cancel_additional_plans: ["= Cancel additional plans of sub-accounts.", "update:m"],
        },
      },
    },
  ],
  events: {},
};
