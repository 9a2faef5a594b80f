import type { ActionRow } from "@/lib/testing/access/table";
import { appActions } from "@/lib/testing/access/table/app-actions";
import { ownActions } from "@/lib/testing/access/table/own-actions";
import { peopleActions } from "@/lib/testing/access/table/people-actions";

export const actions: Record<string, ActionRow> = { ...ownActions, ...appActions, ...peopleActions };
