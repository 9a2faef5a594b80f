import type { Product } from "@/lib/catalog/vocabulary";

export const rooms: Product = {
  name: "Rooms",
  privilege: "Rooms",
  families: [
    {
      prefix: "zoom_rooms",
      classic: "room",
      classicOf: {
        "room+@a room@delete room@write": "room",
        "room workspace": "list_release_infos",
        "room+": "device_profile",
        "room room!@write": "digital_signage_library_contents",
        "room room!": "digital_signage_library_playlists",
      },
      groups: {
        Rooms: {
          room: ["rooms", "read,write,update,delete:am", { write: "Add", delete: "Remove" }],
          list_rooms: ["rooms", "read:am"],
          room_settings: ["settings of rooms", "read,update:am"],
          room_location: ["= Move rooms to another location", "update:am"],
          room_control: ["room controls", "read:a update:am", { update: "Control rooms" }],
          room_controls: ["= Control many rooms at once", "update:am"],
          virtual_controller: ["virtual controllers of rooms", "read:a"],
          sensor_data: ["sensor data of rooms", "read:a"],
          alert: ["alerts of rooms", "read:a"],
          zoom_apps: ["= Send apps to rooms", "write:a"],
        },
        Devices: {
          list_devices: ["devices of rooms", "read:am"],
          device: ["devices ^ rooms", "delete:a", { delete: "Remove" }],
          device_app_version: ["app versions of room devices", "update:am"],
          list_release_infos: ["app releases for room devices", "read:a"],
          device_profile: ["device profiles ^ rooms", "read,write,update,delete:am"],
          list_device_profiles: ["device profiles of rooms", "read:am"],
        },
        Locations: {
          location: ["room locations", "read,write,update:am", { write: "Add" }],
          list_locations: ["room locations", "read:am"],
          location_hierarchy: ["the hierarchy of locations", "read,update:am"],
          location_settings: ["settings of locations", "read,update:am"],
          account_profile: ["the rooms profile of @", "read,update:am"],
          account_settings: ["rooms settings of @", "read,update:am"],
        },
        Tags: {
          tag: ["room tags", "write,update,delete:a"],
          list_tags: ["room tags", "read:a"],
          room_tag: ["tags ^ rooms", "update,delete:a", { update: "Assign", delete: "Unassign" }],
        },
        Calendars: {
          calendar_resource: ["calendar resources ^ rooms", "read,write,delete:a", { write: "Add", delete: "Remove" }],
          list_calendar_resources: ["calendar resources of rooms", "read:a"],
          calendar_service: ["calendar services of rooms", "update,delete:a", { update: "Synchronise" }],
          list_calendar_services: ["calendar services of rooms", "read:a"],
        },
        "Content libraries": {
          background_library_content: [
            "contents of background libraries",
            "read,write,update,delete:a",
            { write: "Upload contents to background libraries" },
          ],
          background_library_folder: [
            "folders of background libraries",
            "read,write,update,delete:a",
            { write: "Create folders in background libraries" },
          ],
          digital_signage_app: ["apps on digital signage", "read:a"],
          digital_signage_library_contents: [
            "contents of digital signage libraries",
            "read,write:am",
            { write: "Upload contents to digital signage libraries" },
          ],
          digital_signage_library_playlists: [
            "playlists of digital signage libraries",
            "read,write:am",
            { write: "Create playlists in digital signage libraries" },
          ],
        },
      },
    },
  ],
  events: {
    "visitor_management:read:visitor_checked_in a": {
      "visitor_management.checked_in": "A visitor has checked in",
    },
    "visitor_management:read:visitor_checked_out a": {
      "visitor_management.checked_out": "A visitor has checked out",
    },
    "visitor_management:read:visitor_invitation a": {
      "visitor_management.invitation_created": "A visitor invitation has been created",
      "visitor_management.invitation_deleted": "A visitor invitation has been deleted",
      "visitor_management.invitation_updated": "A visitor invitation has been changed",
    },
    "workspace:read:workspace au": {
      "workspace.created": "A workspace has been created",
      "workspace.deleted": "A workspace has been deleted",
      "workspace.updated": "A workspace has been changed",
    },
    "no scope": {
      "workspace.pre_check_in_questionnaire_response_created":
        "A questionnaire before check-in to a workspace has been answered",
      "workspace.reservation_update": "A reservation of a workspace has been changed",
    },
    "workspace:read:reservation au": {
      "workspace.reservation_checked_in": "A user has checked in to a workspace",
      "workspace.reservation_checked_out": "A user has checked out of a workspace",
      "workspace.reservation_created": "A workspace has been reserved",
      "workspace.reservation_deleted": "A reservation of a workspace has been deleted",
    },
    "workspace:read:workspace_reservation_questionnaire_response au": {
      "workspace.reservation_questionnaire_response_created":
        "A questionnaire of a workspace reservation has been answered",
      "workspace.reservation_questionnaire_response_updated":
        "An answer to a questionnaire of a workspace reservation has been changed",
    },
    "workspace:read:assignment au": {
      "workspace.user_assigned": "A user has been assigned to a desk",
      "workspace.user_unassigned": "A user has been unassigned from a desk",
    },
    "zoom_rooms:read:alert a": {
      "zoomroom.alert": "A room has raised an alert",
      "zoomroom.delayed_alert": "A room has raised a delayed alert",
    },
    "zoom_rooms:read:room a": {
      "zoomroom.checked_in": "A room has been checked in to",
      "zoomroom.checked_out": "A room has been checked out of",
      "zoomroom.created": "A room has been added",
      "zoomroom.deleted": "A room has been removed",
      "zoomroom.location_created": "A location of rooms has been added",
      "zoomroom.location_deleted": "A location of rooms has been removed",
      "zoomroom.location_updated": "A location of rooms has been changed",
      "zoomroom.updated": "A room has been changed",
    },
    "zoom_rooms:read:digital_signage_app a": {
      "zoomroom.digital_signage_app_ended": "An app on digital signage has ended",
      "zoomroom.digital_signage_app_started": "An app on digital signage has started",
    },
    "zoom_rooms:read:sensor_data a": {
      "zoomroom.sensor_data": "A room has reported sensor data",
    },
    "zoom_rooms:read:room_control a": {
      "zoomroom.thirdparty_meeting_attempted": "A room has tried to join a meeting of another provider",
    },
  },
};
