#!/usr/bin/env python3
"""Drives the Python client for the conformance harness: JSON-RPC 2.0 over stdin and stdout, one message a line.

The protocol is told in conformance/protocol/GUIDE.md. Start it with `python3 driver.py`; Python 3.9 or later and its standard
library are all it needs. With --real-time its clients follow the clock of the machine.
"""

from __future__ import annotations

import json
import sys
import threading
import traceback
from typing import Any, TextIO

from client import Client
from clock import Clock, SystemClock, VirtualClock
from errors import CallFailure
from events import Event
from methods import METHODS
from wire import Json, compact

CAPABILITIES = ("appState", "network", "manualMode", "presence", "deviceId")

REST_WITHIN = 1.0
"""Seconds that sockets are given to send what is due and to tell what has come."""

NO_SUCH_METHOD, BROKEN = -32601, -32603


class Driver:
    """Holds the clients, and answers for them."""

    def __init__(self, output: TextIO, clock: Clock) -> None:
        self._output = output
        self._clock = clock
        self._writing = threading.Lock()
        self._clients: dict[str, Client] = {}

    def serve(self, lines: TextIO) -> None:
        """Answers requests until it is told to shut down, or there are no more.

        Each has a thread of its own: requests may come while others are under way.
        """
        for line in lines:
            request = json.loads(line)
            if request["method"] == "shutdown":
                self.reset()
                self._write({"id": request["id"], "result": None})
                return
            threading.Thread(target=self._answer, args=(request,), daemon=True).start()

    def _answer(self, request: Json) -> None:
        method, params = request["method"], request.get("params") or {}
        answer: Json
        try:
            handler = self._handlers().get(method)
            if handler is None:
                answer = {"error": {"code": NO_SUCH_METHOD, "message": f"There is no request {method}."}}
            else:
                answer = {"result": handler(**params)}
        except Exception as error:  # Whatever it is, it is the driver's own, and the harness wants to hear of it.
            traceback.print_exc()
            answer = {"error": {"code": BROKEN, "message": f"{type(error).__name__}: {error}"}}
        self._write({"id": request["id"], **answer})

    def _handlers(self) -> dict[str, Any]:
        return {
            "describe": self.describe,
            "createClient": self.create_client,
            "closeClient": self.close_client,
            "call": self.call,
            "setAppState": self.set_app_state,
            "setNetwork": self.set_network,
            **({"advanceClock": self.advance_clock} if isinstance(self._clock, VirtualClock) else {}),
            "reset": self.reset,
        }

    def describe(self) -> Json:
        """What this drives, and what it can do."""
        is_virtual = isinstance(self._clock, VirtualClock)
        return {
            "name": "python",
            "version": "1.0.0",
            "language": "python",
            "protocolVersion": "1.0",
            "capabilities": [*(["virtualClock"] if is_virtual else []), *CAPABILITIES],
            "methods": list(METHODS),
        }

    def create_client(self, **options: Any) -> None:
        """Makes a client with nobody logged in."""
        client_id = options["clientId"]
        seq = 0

        def tell(event: Event) -> None:
            nonlocal seq
            with self._writing:
                if self._clients.get(client_id) is not client:
                    return
                seq += 1
                params = {"clientId": client_id, **event._asdict(), "seq": seq}
                self._write_line({"method": "event", "params": params})

        client = Client(options, self._clock, tell)
        self._clients[client_id] = client

    def call(self, clientId: str, method: str, params: Json) -> Json:
        """Has a client do something, and gives what its app gets."""
        client = self._client(clientId)
        try:
            return {"value": client.call(method, params)}
        except CallFailure as failure:
            return {"error": failure.reason}

    def set_app_state(self, clientId: str, state: str) -> None:
        """The app goes to the background, or comes back."""
        self._client(clientId).connection.set_foreground(state == "foreground")

    def set_network(self, clientId: str, state: str) -> None:
        """The network goes, or comes back."""
        self._client(clientId).set_online(state == "online")

    def advance_clock(self, milliseconds: float) -> Json:
        """Moves the clients' time on, and waits until their sockets have dealt with what came of it."""
        self._clock.advance(milliseconds)
        for client in list(self._clients.values()):
            client.connection.rest(REST_WITHIN)
        return compact({"nextDue": self._clock.next_due()})

    def close_client(self, clientId: str) -> None:
        """Ends a client as the end of its app would."""
        client = self._client(clientId)
        with self._writing:
            del self._clients[clientId]
        client.connection.abandon()

    def reset(self) -> None:
        """Ends all clients. They keep nothing that could outlive them."""
        for client_id in list(self._clients):
            self.close_client(client_id)

    def _client(self, client_id: str) -> Client:
        if client_id not in self._clients:
            raise LookupError(f"There is no client {client_id}.")
        return self._clients[client_id]

    def _write(self, message: Json) -> None:
        with self._writing:
            self._write_line(message)

    def _write_line(self, message: Json) -> None:
        line = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False, separators=(",", ":"))
        self._output.write(line + "\n")
        self._output.flush()


def main() -> None:
    """Serves stdin and stdout. Whatever else is printed goes to stderr."""
    output = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)
    lines = open(sys.stdin.fileno(), encoding="utf-8", closefd=False)
    sys.stdout = sys.stderr
    Driver(output, SystemClock() if "--real-time" in sys.argv[1:] else VirtualClock()).serve(lines)


if __name__ == "__main__":
    main()
