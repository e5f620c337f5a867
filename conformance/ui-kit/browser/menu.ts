import type { Locator } from "playwright-core";

/** Opens the menu of something that shows one while the mouse is over it, and picks an option, submenu by submenu. */
export async function pickFromMenu(owner: Locator, ...options: readonly string[]): Promise<void> {
  await owner.locator("button[aria-haspopup=true]").click();
  for (const name of options) await owner.page().getByRole("menuitem", { name, exact: true }).click();
}
