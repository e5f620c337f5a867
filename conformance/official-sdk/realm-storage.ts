/** What a page's storages hold. */
export interface StorageContents {
  readonly local?: Readonly<Record<string, string>>;
  readonly session?: Readonly<Record<string, string>>;
}

/** One web storage area, and what is in it. */
export interface RealmStorage extends Storage {
  contents(): Record<string, string>;
}

/** Opens a storage area that starts with the given contents. */
export function openStorage(contents: Readonly<Record<string, string>> = {}): RealmStorage {
  const items = new Map(Object.entries(contents));
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(String(key)) ?? null,
    setItem(key, value) {
      items.set(String(key), String(value));
    },
    removeItem(key) {
      items.delete(String(key));
    },
    clear() {
      items.clear();
    },
    contents: () => Object.fromEntries(items),
  };
}
