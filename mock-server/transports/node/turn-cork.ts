import type { Socket } from "node:net";

/**
 * Gathers what each socket is sent within one turn of the event loop into one write: events that fall due together,
 * as messages to a busy group do, would otherwise cost a system call for each frame and listener.
 *
 * @returns a function that holds a socket's writes back until the end of the turn
 */
export function turnCork(): (socket: Socket) => void {
  const held = new Set<Socket>();
  const release = () => {
    for (const socket of held) socket.uncork();
    held.clear();
  };
  return (socket) => {
    if (held.has(socket)) return;
    if (held.size === 0) setImmediate(release);
    held.add(socket);
    socket.cork();
  };
}
