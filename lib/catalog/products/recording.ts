import type { Product } from "@/lib/catalog/vocabulary";

export const recording: Product = {
  name: "Recording",
  privilege: "Recordings",
  families: [
    {
      prefix: "cloud_recording",
      classic: "recording",
      classicOf: {
        "recording@m": "list_account_recordings",
        "recording+": "meeting_transcript",
        "phone_recording@a recording@um": "list_recording_files",
        "-": "recording_analytics_summary recording_analytics_details",
      },
      groups: {
        Recordings: {
          recording: ["~ recordings", "read:ua"],
          list_account_recordings: ["all recordings of @", "read:am"],
          list_user_recordings: ["~ recordings", "read:uam"],
          meeting_recording: ["all recordings of ~ meetings", "delete:uam"],
          recover_meeting_recordings: ["= Recover deleted recordings of ~ meetings", "update:uam"],
          recording_settings: ["settings of ~ recordings", "read,update:uam"],
          meeting_transcript: ["transcripts of ~ meetings", "read,delete:ua"],
        },
        "Recording files": {
          list_recording_files: ["files of ~ recordings", "read:uam"],
          recording_file: ["single files of ~ recordings", "delete:uam"],
          recover_single_recording: ["= Recover single deleted files of ~ recordings", "update:uam"],
        },
        Analytics: {
          recording_analytics_summary: ["analytics summaries of ~ recordings", "read:uam"],
          recording_analytics_details: ["analytics details of ~ recordings", "read:uam"],
        },
        Registration: {
          recording_registrant: ["registrants ^ ~ recordings", "write:uam", { write: "Add" }],
          list_recording_registrants: ["registrants of ~ recordings", "read:uam"],
          registrant_status: ["= Approve or deny registrants of ~ recordings", "update:uam"],
          registration_questions: ["registration questions of ~ recordings", "read,update:uam"],
        },
      },
    },
    {
      prefix: "archiving",
      classic: "recording",
      classicOf: {
        "recording@delete recording@u": "archived_files",
      },
      groups: {
        Archives: {
          archived_files: [
            "archived files of ~ meetings",
            "read:ua delete:a",
            { delete: "Delete archived files of meetings" },
          ],
          list_archived_files: ["archived files of meetings", "read:am"],
          archived_file_statistics: ["statistics of archived files", "read:a"],
          archived_file_auto_delete_status: ["= Turn automatic deletion of ~ archived files on or off", "update:ua"],
        },
      },
    },
  ],
  events: {
    "cloud_recording:read:recording au": {
      "recording.archive_files_completed": "The archived files of a meeting are ready",
      "recording.batch_deleted": "Many recordings have been deleted for good",
      "recording.batch_recovered": "Many recordings have been recovered",
      "recording.batch_trashed": "Many recordings have been moved to the trash",
      "recording.cloud_storage_usage_updated": "The use of recording storage has changed",
      "recording.completed": "A recording is ready",
      "recording.deleted": "A recording has been deleted for good",
      "recording.paused": "A recording has been paused",
      "recording.recovered": "A recording has been recovered",
      "recording.registration_approved": "A registration for a recording has been approved",
      "recording.registration_created": "A viewer has registered for a recording",
      "recording.registration_denied": "A registration for a recording has been denied",
      "recording.renamed": "A recording has been renamed",
      "recording.resumed": "A recording has been resumed",
      "recording.started": "A recording has started",
      "recording.stopped": "A recording has stopped",
      "recording.transcript_completed": "The transcript of a recording is ready",
      "recording.trashed": "A recording has been moved to the trash",
    },
  },
};
