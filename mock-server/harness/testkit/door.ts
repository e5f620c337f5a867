import type { HttpAnswer } from "../../http/answer.ts";
import type { HttpRequest } from "../../http/request.ts";
import { readWebRequest, webResponse } from "../../http/web.ts";
import { refusal } from "../../rest/replies.ts";
import { ServiceError } from "../../simulator/index.ts";
import type { SocketPeer, SocketSession, Surface } from "../surface.ts";
import type { AppKeys } from "./apps.ts";
import type { Traffic } from "./traffic.ts";
import { readVendorHost } from "./vendor-hosts.ts";

/** What a transport inside the process needs to know of the backend. */
export interface Door {
  readonly traffic: Traffic;
  /** Whether a host is one of the vendor's, which are answered here and never reached from inside. */
  isOurs(host: string): boolean;
  /**
   * Answers a request to one of the vendor's hosts; rejects only where its body breaks off.
   *
   * @param print makes a response of the answer, where that is not the usual one
   */
  fetch(request: Request, print?: (answer: HttpAnswer) => Response): Promise<Response>;
  /** Whether sockets to a host find an app. */
  takesSockets(host: string): boolean;
  /** Whether a socket is not to be opened, though there is an app: asked once for each. */
  refusesSocket(address: string): boolean;
  openSocket(peer: SocketPeer, address: string): SocketSession;
}

interface DoorOptions {
  readonly surface: Surface;
  readonly traffic: Traffic;
  readonly apps: () => readonly { readonly app: Pick<AppKeys, "appId"> }[];
  /** Hears of what a test's author should know. */
  readonly warn: (text: string) => void;
}

/** Makes the way in for clients of the same process. */
export function createDoor({ surface, traffic, apps, warn }: DoorOptions): Door {
  const knows = (appId: string) => apps().some(({ app }) => app.appId.toLowerCase() === appId.toLowerCase());

  return {
    traffic,
    isOurs: (host) => readVendorHost(host) !== undefined,
    async fetch(request, print = webResponse) {
      const arrive = traffic.begin();
      const read = await readWebRequest(request).finally(arrive);
      return print(await answer(read));
    },
    takesSockets(host) {
      const vendor = readVendorHost(host);
      return vendor?.kind === "socket" && knows(vendor.appId ?? "");
    },
    refusesSocket: (address) => surface.refuseSocket?.(address) !== undefined,
    openSocket: surface.openSocket,
  };

  async function answer(request: HttpRequest): Promise<HttpAnswer> {
    const appId = request.headers.get("appid") ?? readVendorHost(request.host)?.appId;
    if (appId !== undefined && appId !== null && !knows(appId)) return refuseApp(appId);
    const arrive = traffic.beginAnswer(request);
    try {
      return await surface.answer(request);
    } finally {
      arrive();
    }
  }

  /** With the service's own code, and a message for whoever has written the test. */
  function refuseApp(appId: string): HttpAnswer {
    const known = apps().map(({ app }) => JSON.stringify(app.appId));
    const text = `Failed to find the app ${JSON.stringify(appId)}: this testkit has ${known.join(", ")}. Initialize the SDK with testkit.app.appId, or give setupTestkit({ apps }) this one.`;
    warn(text);
    return refusal(new ServiceError("AUTH_ERR_INVALID_APPID", text)).answer;
  }
}
