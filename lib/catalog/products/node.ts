import type { Product } from "@/lib/catalog/vocabulary";

export const node: Product = {
  name: "Node",
  privilege: "Integrations",
  families: [
    {
      prefix: "zoom_node",
      classic: "zoom_node",
      groups: {
        Nodes: {
          alert: ["alerts of nodes", "read:a"],
          server_stat: ["the state of node servers", "read:a"],
          service_stat: ["the state of node services", "read:a"],
          meeting_stat: ["meeting statistics of nodes", "read:a"],
          recording_stat: ["recording statistics of nodes", "read:a"],
        },
      },
    },
  ],
  events: {
    "zoom_node:read:meeting_stat a": {
      "node.mc_stat": "A meeting connector has reported its statistics",
      "node.zhm_stat": "A hybrid meeting node has reported its statistics",
    },
    "zoom_node:read:alert a": {
      "node.mc_stat_alert": "A meeting connector has raised an alert about its statistics",
      "node.mc_zone_stat_alert": "A meeting connector zone has raised an alert about its statistics",
      "node.nfs_alert": "The network storage of a node has raised an alert",
      "node.rc_stat_alert": "A recording connector has raised an alert about its statistics",
      "node.server_bandwidth_alert": "A node server is using too much bandwidth",
      "node.server_cpu_alert": "A node server is using too much processor time",
      "node.server_disk_alert": "A node server is using too much disk space",
      "node.server_memory_alert": "A node server is using too much memory",
      "node.service_cpu_alert": "A node service is using too much processor time",
      "node.service_memory_alert": "A node service is using too much memory",
      "node.zhm_stat_alert": "A hybrid meeting node has raised an alert about its statistics",
      "node.zhm_zone_stat_alert": "A hybrid meeting zone has raised an alert about its statistics",
    },
    "zoom_node:read:recording_stat a": {
      "node.rc_stat": "A recording connector has reported its statistics",
    },
    "zoom_node:read:server_stat a": {
      "node.server_confirmed": "A node server has been confirmed",
      "node.server_deleted": "A node server has been deleted",
      "node.server_offline": "A node server has gone offline",
      "node.server_online": "A node server has come online",
      "node.server_rebooted": "A node server has been restarted",
      "node.server_registered": "A node server has been registered",
      "node.server_shutdown": "A node server has been shut down",
      "node.server_stat": "A node server has reported its statistics",
      "node.server_update_available": "An update for a node server is available",
      "node.server_update_failed": "The update of a node server has failed",
      "node.server_update_started": "The update of a node server has started",
      "node.server_update_success": "A node server has been updated",
    },
    "zoom_node:read:service_stat a": {
      "node.service_abnormal_status": "A node service is in an abnormal state",
      "node.service_deleted": "A node service has been deleted",
      "node.service_started": "A node service has started",
      "node.service_stat": "A node service has reported its statistics",
      "node.service_stopped": "A node service has stopped",
      "node.service_update_available": "An update for a node service is available",
      "node.service_update_failed": "The update of a node service has failed",
      "node.service_update_started": "The update of a node service has started",
      "node.service_update_success": "A node service has been updated",
      "node.zone_added": "A node zone has been added",
      "node.zone_deleted": "A node zone has been deleted",
    },
  },
};
