/** Ascending by the number that was handed out at creation. */
export function bySerial(a: { readonly serial: number }, b: { readonly serial: number }): number {
  return a.serial - b.serial;
}

/** Ascending by id. */
export function byId(a: { readonly id: number }, b: { readonly id: number }): number {
  return a.id - b.id;
}

/** By name, whatever its case; equal names by id, so that pages never overlap. */
export function byName(
  a: { readonly name: string; readonly uid?: string; readonly guid?: string },
  b: { readonly name: string; readonly uid?: string; readonly guid?: string },
): number {
  return (
    byText(a.name.toLowerCase(), b.name.toLowerCase()) || byText(a.uid ?? a.guid ?? "", b.uid ?? b.guid ?? "")
  );
}

/** In code-unit order, which is the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
