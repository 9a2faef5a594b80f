import type { Product } from "@/lib/catalog/vocabulary";

export const whiteboard: Product = {
  name: "Whiteboard",
  privilege: "Whiteboard",
  families: [
    {
      prefix: "whiteboard",
      classic: "whiteboard",
      classicOf: {
        whiteboard_collaborator: "collaborator",
        "whiteboard whiteboard_collaborator@a": "list_collaborators",
        "whiteboard@read whiteboard_share_setting@update": "share_setting",
        whiteboard_content: "session list_sessions archived_file",
        "whiteboard_content@read whiteboard_export@write": "export",
        whiteboard_import: "import",
        whiteboard_file: "file",
        whiteboard_project: "project list_projects project_whiteboard",
        whiteboard_project_collaborator: "project_collaborator",
      },
      groups: {
        Whiteboards: {
          whiteboard: ["~ whiteboards", "read,delete:ua write:u update:a", { write: "Create whiteboards for %" }],
          list_whiteboards: ["~ whiteboards", "read:ua"],
          collaborator: ["collaborators ^ whiteboards", "write,update,delete:a", { write: "Add", delete: "Remove" }],
          list_collaborators: ["collaborators of ~ whiteboards", "read:ua"],
          share_setting: ["share settings of ~ whiteboards", "read,update:ua"],
        },
        "Sessions and files": {
          session: ["a session of ~ whiteboards", "read:ua"],
          list_sessions: ["sessions of ~ whiteboards", "read:ua"],
          archived_file: ["= Download archived files of ~ whiteboards", "read:ua"],
          export: [
            "exports of ~ whiteboards",
            "read,write:ua",
            { read: "Download exports of ~ whiteboards", write: "Export ~ whiteboards" },
          ],
          import: [
            "imports of files as ~ whiteboards",
            "read,write:ua",
            { read: "View the progress of imports of ~ whiteboards", write: "Import files as ~ whiteboards" },
          ],
          file: [
            "files of ~ whiteboards",
            "read,write:ua",
            { read: "Download files of ~ whiteboards", write: "Upload files to ~ whiteboards" },
          ],
        },
        Projects: {
          project: [
            "~ whiteboard projects",
            "read,write,update,delete:ua",
            { write: "Create whiteboard projects for %" },
          ],
          list_projects: ["~ whiteboard projects", "read:ua"],
          project_collaborator: [
            "collaborators ^ ~ whiteboard projects",
            "read,write,update,delete:ua",
            { write: "Add", delete: "Remove" },
          ],
          project_whiteboard: ["whiteboards ^ ~ projects", "write,delete:ua", { write: "Add", delete: "Remove" }],
        },
      },
    },
  ],
  events: {
    "whiteboard:read:session a": {
      "whiteboard.archive_available": "The archive of a whiteboard session is available",
    },
    "whiteboard:read:whiteboard au": {
      "whiteboard.created": "A whiteboard has been created",
      "whiteboard.deleted": "A whiteboard has been deleted",
      "whiteboard.opened": "A whiteboard has been opened",
    },
    "whiteboard:read:file au": {
      "whiteboard.file_added": "A file has been added to a whiteboard",
    },
    "whiteboard:read:share_setting au": {
      "whiteboard.share_settings_updated": "Share settings of a whiteboard have been changed",
    },
    "whiteboard:read:list_collaborators au": {
      "whiteboard.shared": "A whiteboard has been shared",
      "whiteboard.sharing_updated": "The collaborators of a whiteboard have changed",
    },
  },
};
