/** A testkit server in a process of its own. */
export interface TestkitServer {
  readonly port: number;
  readonly app: { readonly appId: string; readonly restApiKey: string };
}

/** A user with a session. */
export interface SampleUser {
  readonly uid: string;
  readonly authToken: string;
}

export const GUID = "bench-group";
const USERS_PER_CALL = 25;
const CALLS_AT_ONCE = 8;

/** Headers of a request by a user. */
export function clientHeaders({ app }: TestkitServer, { authToken }: SampleUser): Record<string, string> {
  return { appid: app.appId, authtoken: authToken };
}

/** Makes so many users, through the API for servers. */
export async function createUsers(server: TestkitServer, count: number): Promise<SampleUser[]> {
  const uids = Array.from({ length: count }, (_, index) => `bench-${String(index).padStart(4, "0")}`);
  const users: SampleUser[] = [];
  for (const some of groupsOf(uids, CALLS_AT_ONCE)) {
    const created = some.map((uid) =>
      ask(server, "POST", "/v3/users", {
        uid,
        name: `Bench User ${uid.slice(-4)}`,
        avatar: `https://images.example/avatars/${uid}.png`,
        withAuthToken: true,
      }),
    );
    users.push(...((await Promise.all(created)) as SampleUser[]));
  }
  return users;
}

/** Makes a public group of all these users; the first owns it. */
export async function createGroup(server: TestkitServer, users: readonly SampleUser[]): Promise<void> {
  const [owner, ...others] = users.map(({ uid }) => uid);
  await ask(server, "POST", "/v3/groups", { guid: GUID, name: "Bench Group", type: "public", owner });
  for (const participants of groupsOf(others, USERS_PER_CALL)) {
    await ask(server, "POST", `/v3/groups/${GUID}/members`, { participants });
  }
}

/** The body of a request that sends a text. */
export function textMessage(receiverType: "user" | "group", receiver: string): string {
  const data = { text: "The weather looks great for Saturday. Who is in?" };
  const muid = "_bench-0123456789";
  return JSON.stringify({ receiver, receiverType, category: "message", type: "text", data, muid });
}

async function ask(
  { port, app }: TestkitServer,
  method: string,
  path: string,
  body: object,
): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { appid: app.appId, apikey: app.restApiKey, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`Failed to make the world: ${method} ${path} was answered with ${text}`);
  return (JSON.parse(text) as { data: unknown }).data;
}

function groupsOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
