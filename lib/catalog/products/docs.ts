import type { Product } from "@/lib/catalog/vocabulary";

export const docs: Product = {
  name: "Docs",
  privilege: "Team Chat",
  families: [
    {
      prefix: "docs",
      classic: "docs",
      classicOf: {
        "=docs:delete:admin@delete:a =docs:delete@delete:u docs@read docs@update docs@write": "file",
        docs_file_uploads: "file_uploads",
        docs_import: "import",
      },
      groups: {
        Files: {
          file: ["~ documents", "read,write,update,delete:ua", { write: "Create documents for %" }],
          list_children: ["documents within ~ documents and folders", "read:ua"],
          file_uploads: ["= Upload files to ~ documents", "write:ua"],
        },
        Imports: {
          import: [
            "imports of files into ~ documents",
            "read,write:ua",
            { read: "View the progress of imports into ~ documents", write: "Import files as ~ documents" },
          ],
        },
      },
    },
  ],
  events: {},
};
