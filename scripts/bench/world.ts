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
  return someAtOnce(uids, async (uid) => {
    const name = `Bench User ${uid.slice(-4)}`;
    const avatar = `https://images.example/avatars/${uid}.png`;
    return (await ask(server, "POST", "/v3/users", {
      uid,
      name,
      avatar,
      withAuthToken: true,
    })) as SampleUser;
  });
}

/** Logs users in. @returns what each of them authenticates a socket with */
export async function openSessions(server: TestkitServer, users: readonly SampleUser[]): Promise<string[]> {
  return someAtOnce(users, async (user) => {
    const session = await ask(server, "PUT", "/v3.0/me", {}, clientHeaders(server, user));
    return (session as { jwt: string }).jwt;
  });
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

async function someAtOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const some of groupsOf(items, CALLS_AT_ONCE)) results.push(...(await Promise.all(some.map(work))));
  return results;
}

async function ask(
  { port, app }: TestkitServer,
  method: string,
  path: string,
  body: object,
  headers: Record<string, string> = { appid: app.appId, apikey: app.restApiKey },
): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { ...headers, "content-type": "application/json" },
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
