import type { ActionRow } from "@/tests/access/table";
import { appActions } from "@/tests/access/table/app-actions";
import { ownActions } from "@/tests/access/table/own-actions";
import { peopleActions } from "@/tests/access/table/people-actions";

export const actions: Record<string, ActionRow> = { ...ownActions, ...appActions, ...peopleActions };
