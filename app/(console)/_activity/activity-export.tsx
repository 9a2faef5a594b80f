"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import type { ActivityFilter } from "@/lib/activity/filter";
import { activityAddress } from "./activity-address";

type Props = {
  /** Path of the page whose entries are exported. */
  path: string;
  filter: ActivityFilter;
};

/** Exports every entry that matches the filter, on all pages. */
export function ActivityExport({ path, filter }: Props) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button>
          <Download aria-hidden />
          Export
        </Button>
      </MenuTrigger>
      <MenuContent>
        {(["csv", "json"] as const).map((format) => (
          <MenuItem key={format} asChild>
            <a href={activityAddress(`${path}/export`, filter, { format })} download>
              {format.toUpperCase()}
            </a>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
