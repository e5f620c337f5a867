import type { HttpAnswer } from "../http/answer.ts";
import type { HttpRequest } from "../http/request.ts";

/** What the server side of a socket may do to the other end. */
export interface SocketPeer {
  /** Sends one text frame. A frame sent after the end of the connection is dropped. */
  send(text: string): void;
  /** Closes the connection with a WebSocket close code and reason. */
  close(code: number, reason: string): void;
}

/** The server side of one open socket. A transport feeds it; it never throws. */
export interface SocketSession {
  /** One text frame from the client. */
  receive(text: string): void;
  /** The connection is gone, whoever ended it. Called once. */
  closed(code: number): void;
}

/** What is known of a request before its body has come. */
export interface RequestHead {
  readonly method: string;
  /** With or without the query. */
  readonly path: string;
  readonly contentType: string | undefined;
}

/** How large a body may be. */
export interface BodyLimit {
  readonly bytes: number;
  /** The service's error code for a larger one. */
  readonly code: string;
}

/** What a transport needs to know of the server. */
export interface Surface {
  /** Answers any HTTP request; never throws, never rejects. */
  answer(request: HttpRequest): HttpAnswer | Promise<HttpAnswer>;
  /** How large such a request's body may be, where that is not the transport's to say: asked before the body is read. */
  bodyLimit?(head: RequestHead): BodyLimit | undefined;
  /**
   * Opens a socket session.
   *
   * @param peer the other end
   * @param address host and path of the upgrade request, which may name the app
   */
  openSocket(peer: SocketPeer, address: string): SocketSession;
  /**
   * Whether a socket is not to be opened at all: asked before it is.
   *
   * @returns the HTTP status to refuse it with
   */
  refuseSocket?(address: string): number | undefined;
}
