import type { Product } from "@/lib/catalog/vocabulary";

export const tasks: Product = {
  name: "Tasks",
  privilege: "Team Chat",
  families: [
    {
      prefix: "tasks",
      classic: "tasks",
      classicOf: {
        "=tasks:delete:admin@delete:a =tasks:delete@delete:u tasks@read tasks@update tasks@write": "task",
        tasks_assignee: "assignees",
        tasks_collaborator: "collaborator collaborators list_collaborators",
        tasks_comment: "comment comments",
      },
      groups: {
        Tasks: {
          task: ["~ tasks", "read,update,delete:ua write:u", { write: "Create tasks for %" }],
          list_tasks: ["~ tasks", "read:ua"],
        },
        People: {
          assignees: ["assignees ^ ~ tasks", "read,write,delete:ua", { write: "Add", delete: "Remove" }],
          collaborator: ["a collaborator ^ ~ tasks", "delete:ua", { delete: "Remove" }],
          collaborators: ["collaborators ^ ~ tasks", "write:ua", { write: "Add" }],
          list_collaborators: ["collaborators of ~ tasks", "read:ua"],
        },
        Comments: {
          comment: ["comments on ~ tasks", "write,delete:ua", { write: "Write" }],
          comments: ["comments on ~ tasks", "read:ua"],
        },
      },
    },
  ],
  events: {
    "tasks:read:assignees au": {
      "task.assignee_updated": "The assignees of a task have changed",
    },
    "tasks:read:list_collaborators au": {
      "task.collaborator_updated": "The collaborators of a task have changed",
    },
    "tasks:read:comments au": {
      "task.comment_updated": "The comments on a task have changed",
    },
    "tasks:read:task au": {
      "task.completed": "A task has been completed",
      "task.created": "A task has been created",
      "task.deleted": "A task has been deleted",
      "task.reopened": "A task has been reopened",
      "task.updated": "A task has been changed",
    },
  },
};
