import { readRules } from "./rule.ts";

export const connection = readRules(
  "connection",
  `
  CON-AUTO-01    | must   | client | stated  | docs: connection behaviour | In auto mode a login opens the socket.
  CON-AUTO-02    | must   | client | stated  | docs: connection behaviour | In auto mode the socket is closed at once when the app goes to the background.
  CON-AUTO-03    | must   | client | stated  | docs: connection behaviour | In auto mode the socket is opened again when the app comes back.
  CON-MAN-01     | must   | client | stated  | docs: connection behaviour | In manual mode a login opens no socket.
  CON-MAN-02     | must   | client | stated  | docs: connection behaviour | In manual mode connect opens the socket.
  CON-MAN-03     | must   | client | stated  | docs: connection behaviour | In manual mode disconnect closes it.
  CON-MAN-04     | must   | client | stated  | docs: connection behaviour | In manual mode the socket stays for 30 seconds in the background.
  CON-MAN-05     | must   | client | stated  | docs: connection behaviour | In manual mode the socket is closed after 30 seconds in the background without a ping.
  CON-MAN-06     | must   | client | stated  | docs: connection behaviour | In manual mode a ping in the background keeps the socket for 30 seconds more.
  CON-MAN-07     | must   | client | stated  | docs: connection behaviour | In manual mode coming back to the foreground opens no socket that was closed in the background.
  CON-MAN-08     | must   | client | stated  | docs: connection behaviour | In manual mode connect opens the socket again that was closed.
  CON-MAN-09     | must   | client | stated  | docs: connection behaviour | In manual mode coming back in time keeps the socket, for good.
  CON-CALL-01    | must   | client | stated  | docs: connection behaviour | connect, disconnect and ping of who is not logged in are refused by the client.
  CON-CALL-02    | should | client | assumed | good sense | connect while connected changes nothing.
  CON-PING-01    | must   | client | seen    | official SDK 4.2.0 | A connected client in the foreground pings at least every 30 seconds.
  CON-PING-02    | must   | client | seen    | official SDK 4.2.0 | A ping that is not answered in time makes the client give the socket up and open another.
  CON-PING-03    | must   | server | seen    | official SDK 4.2.0 | A ping is answered with a pong.
  CON-RETRY-01   | must   | client | stated  | docs: connection behaviour | A socket that is lost is opened again within 30 seconds.
  CON-RETRY-02   | must   | client | seen    | official SDK 4.2.0 | An attempt that fails is made again until it works.
  CON-RETRY-03   | must   | client | stated  | docs: connection behaviour | After disconnect, nothing is opened until connect.
  CON-RETRY-04   | must   | client | stated  | docs: connection behaviour | After a logout, nothing is opened.
  CON-RETRY-05   | should | client | seen    | official SDK 4.2.0 | A lost socket is not opened again in a hurry: a second passes first.
  CON-NET-01     | must   | client | stated  | docs: connection behaviour | When the network comes back in the foreground, the socket does too.
  CON-NET-02     | must   | client | assumed | good sense | Without a network calls end with an error.
  CON-LIVE-01    | must   | client | stated  | docs: connection behaviour | While there is no connection nothing is heard.
  CON-LIVE-02    | must   | client | stated  | docs: connection behaviour | After a reconnection new messages are heard again.
  CON-LIVE-03    | must   | both   | stated  | docs: connection behaviour | What was missed is fetched: the history has it.
  CON-LIST-01    | must   | client | stated  | docs: connection listener | onConnected tells that the socket is there.
  CON-LIST-02    | must   | client | stated  | docs: connection listener | onDisconnected tells that it is lost.
  CON-LIST-03    | must   | client | stated  | docs: connection listener | inConnecting tells that it is being opened.
  CON-LIST-04    | must   | client | stated  | docs: connection listener | A socket that is opened after the client has closed one is told of like the first.
  CON-SOCK-01    | must   | client | assumed | good sense | A client has a socket when it must, none when it must not, and never two.
  CON-STAT-01    | must   | client | stated  | docs: connection status | getConnectionStatus says whether the client is connected.
  CON-STAT-02    | must   | client | stated  | docs: connection status | After the client has closed its socket itself, getConnectionStatus says disconnected.
  CON-AUTH-01    | must   | client | seen    | official SDK 4.2.0 | The first frame of a socket authenticates it, as the user who is logged in.
  `,
);

export const listeners = readRules(
  "listeners",
  `
  LSN-ONCE-01    | must   | client | assumed | good sense | A listener is called once for one event.
  LSN-NONE-01    | must   | both   | assumed | good sense | No listener is called for what has not happened.
  LSN-ORDER-01   | must   | both   | assumed | good sense | Events come in the order in which they have happened.
  LSN-DUP-01     | should | client | assumed | good sense | A message that is pushed twice is told once.
  LSN-LOST-01    | must   | client | assumed | good sense | A frame that is lost takes no other with it.
  LSN-LATE-01    | must   | client | assumed | good sense | A message that others have overtaken is told all the same, once.
  LSN-FORM-01    | must   | client | assumed | this protocol | What a listener is given has the canonical form.
  LSN-SEQ-01     | must   | client | assumed | this protocol | Events are numbered one by one.
  `,
);

export const errors = readRules(
  "errors",
  `
  ERR-FORM-01    | must   | client | stated  | docs: error guide | A refusal of the service reaches the app with its code.
  ERR-FORM-02    | must   | client | stated  | docs: error guide | A refusal of the service reaches the app with its message.
  ERR-FORM-03    | must   | client | stated  | docs: error guide | A refusal of the service reaches the app with its details, where it has any.
  ERR-SETTLE-01  | must   | client | assumed | good sense | Every call ends.
  ERR-LIMIT-01   | must   | client | stated  | docs: rate limits | One request too many is ERR_TOO_MANY_REQUESTS for the app.
  ERR-HTTP-01    | must   | client | assumed | good sense | An answer that is no answer of the service is an error for the app.
  ERR-NET-01     | must   | client | assumed | good sense | A connection that breaks is an error for the app.
  ERR-NET-02     | must   | client | assumed | good sense | After an error the next call works.
  ERR-SLOW-01    | must   | client | assumed | good sense | An answer that takes its time is waited for.
  `,
);

export const hygiene = readRules(
  "wire hygiene",
  `
  HYG-HEAD-01    | must   | client | seen    | official SDK 4.2.0 | Every request says the App ID in the header appid.
  HYG-HEAD-02    | must   | client | seen    | official SDK 4.2.0 | Every request of a session says the same device in the header resource, and the socket authenticates as that.
  HYG-BODY-01    | must   | client | seen    | official SDK 4.2.0 | Bodies are JSON, and are said to be.
  HYG-PATH-01    | must   | client | assumed | good sense | Requests ask for what there is: none is answered with ERR_API_NOT_FOUND.
  HYG-QUERY-01   | must   | client | assumed | good sense | What an app searches for arrives as it was written, whatever characters it has.
  HYG-FRAME-01   | must   | client | seen    | official SDK 4.2.0 | Frames are JSON objects of the types that the service takes.
  HYG-QUIET-01   | must   | client | assumed | good sense | Nothing is changed on the server that the app has not asked for.
  HYG-TLS-01     | must   | client | stated  | docs: key concepts | Nothing goes over the wire in the clear. | Whether a certificate is checked cannot be seen from a server that has one.
  `,
);
