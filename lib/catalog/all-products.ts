import { account } from "./products/account";
import { aiCompanion } from "./products/ai-companion";
import { autoDialer } from "./products/auto-dialer";
import { billing } from "./products/billing";
import { calendar } from "./products/calendar";
import { clips } from "./products/clips";
import { cobrowseSdk } from "./products/cobrowse-sdk";
import { commerce } from "./products/commerce";
import { conferenceRoomConnector } from "./products/conference-room-connector";
import { contactCenter } from "./products/contact-center";
import { contactGroup } from "./products/contact-group";
import { contacts } from "./products/contacts";
import { dashboard } from "./products/dashboard";
import { devices } from "./products/devices";
import { docs } from "./products/docs";
import { group } from "./products/group";
import { h323Devices } from "./products/h323-devices";
import { healthcare } from "./products/healthcare";
import { mail } from "./products/mail";
import { marketplace } from "./products/marketplace";
import { meeting } from "./products/meeting";
import { node } from "./products/node";
import { numberManagement } from "./products/number-management";
import { pac } from "./products/pac";
import { patchbay } from "./products/patchbay";
import { phone } from "./products/phone";
import { qss } from "./products/qss";
import { qualityManagement } from "./products/quality-management";
import { recording } from "./products/recording";
import { report } from "./products/report";
import { revenueAccelerator } from "./products/revenue-accelerator";
import { role } from "./products/role";
import { rooms } from "./products/rooms";
import { rtms } from "./products/rtms";
import { scheduler } from "./products/scheduler";
import { sip } from "./products/sip";
import { sipPhone } from "./products/sip-phone";
import { surveyManagement } from "./products/survey-management";
import { tasks } from "./products/tasks";
import { teamChat } from "./products/team-chat";
import { trackingField } from "./products/tracking-field";
import { tsp } from "./products/tsp";
import { user } from "./products/user";
import { videoManagement } from "./products/video-management";
import { videoSdk } from "./products/video-sdk";
import { virtualAgent } from "./products/virtual-agent";
import { visitorManagement } from "./products/visitor-management";
import { webinar } from "./products/webinar";
import { whiteboard } from "./products/whiteboard";
import { workforceManagement } from "./products/workforce-management";
import { workspace } from "./products/workspace";
import { zoomEvents } from "./products/zoom-events";
import type { Product } from "./vocabulary";

/** Every product of the catalog, in display order. */
export const products: readonly Product[] = [
  account,
  aiCompanion,
  autoDialer,
  billing,
  calendar,
  clips,
  cobrowseSdk,
  commerce,
  conferenceRoomConnector,
  contactCenter,
  contactGroup,
  contacts,
  dashboard,
  devices,
  h323Devices,
  docs,
  group,
  healthcare,
  mail,
  marketplace,
  meeting,
  node,
  numberManagement,
  pac,
  patchbay,
  phone,
  qss,
  qualityManagement,
  recording,
  report,
  revenueAccelerator,
  role,
  rooms,
  rtms,
  scheduler,
  sip,
  sipPhone,
  surveyManagement,
  tasks,
  teamChat,
  trackingField,
  tsp,
  user,
  videoManagement,
  videoSdk,
  virtualAgent,
  visitorManagement,
  webinar,
  whiteboard,
  workforceManagement,
  workspace,
  zoomEvents,
];
