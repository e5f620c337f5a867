"""The client's socket over its life: when it is opened, kept up and given up."""

from __future__ import annotations

import json
import ssl
import threading
from typing import Callable

from clock import Clock
from events import Event
from wire import Json, as_object, as_text, compact
from websocket import WebSocket

PING_EVERY = 15.0
PONG_WITHIN = 3.0
RECONNECT_AFTER = 5.0
BACKGROUND_PATIENCE = 30.0
"""Seconds that a socket of manual mode outlives the last ping of the app in the background."""


class Timer:
    """At most one thing that happens later."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._cancel: Callable[[], None] | None = None

    def start(self, seconds: float, run: Callable[[], None]) -> None:
        """Has something run later, and nothing else."""
        self.cancel()
        self._cancel = self._clock.after(seconds, run)

    def cancel(self) -> None:
        """Has nothing run."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None


class Connection:
    """One client's connection. Everything that changes it holds its lock."""

    def __init__(
        self,
        options: Json,
        context: ssl.SSLContext,
        clock: Clock,
        session: Callable[[], Json | None],
        tell: Callable[[Event], None],
        on_frame: Callable[[Json], None],
    ) -> None:
        self._options = options
        self._context = context
        self._session = session
        self._tell = tell
        self._on_frame = on_frame
        self._auto = bool(options["autoConnect"])
        self._lock = threading.RLock()
        self._socket: WebSocket | None = None
        self._is_wanted = False
        self._is_foreground = True
        self._is_online = True
        self._ping, self._pong, self._retry, self._deadline = (Timer(clock) for _ in range(4))
        self.status = "disconnected"

    def logged_in(self) -> None:
        """A session has begun: in auto mode it gets a socket."""
        with self._lock:
            self._is_wanted = self._auto
            self._open()

    def logged_out(self) -> None:
        """The session is over."""
        self.disconnect()

    def connect(self) -> None:
        """The app wants a socket."""
        with self._lock:
            self._is_wanted = True
            self._open()

    def disconnect(self) -> None:
        """The app wants no socket."""
        with self._lock:
            self._is_wanted = False
            self._close()

    def ping(self) -> None:
        """The app is still there, though it may be in the background."""
        with self._lock:
            self._send_ping()
            if self._socket is not None and not self._is_foreground and not self._auto:
                self._deadline.start(BACKGROUND_PATIENCE, self.disconnect)

    def send(self, frame: Json) -> bool:
        """Sends a frame, if there is a connection for it."""
        with self._lock:
            if self.status != "connected" or self._socket is None:
                return False
            self._socket.send(json.dumps(frame))
            return True

    def set_foreground(self, is_foreground: bool) -> None:
        """The app has gone to the background, or come back."""
        with self._lock:
            if self._is_foreground == is_foreground:
                return
            self._is_foreground = is_foreground
            if self._session() is None:
                return
            if is_foreground:
                self._deadline.cancel()
                self._is_wanted = self._is_wanted or self._auto
                if self.status == "connected":
                    self._ping.start(PING_EVERY, self._ping_again)
                else:
                    self._open()
                return
            self._ping.cancel()
            if self._auto:
                self.disconnect()
            elif self._socket is not None:
                self._deadline.start(BACKGROUND_PATIENCE, self.disconnect)

    def set_online(self, is_online: bool) -> None:
        """The network has gone, or come back."""
        with self._lock:
            if self._is_online == is_online:
                return
            self._is_online = is_online
            if is_online:
                self._open()
            elif self._socket is not None:
                lost = self._socket
                self._dropped()
                lost.cut()

    def abandon(self) -> None:
        """Ends everything without a word to anybody."""
        with self._lock:
            self._is_wanted = False
            lost, self._socket = self._socket, None
            self._cancel_timers()
            if lost is not None:
                lost.cut()

    def rest(self, seconds: float) -> None:
        """Waits until the socket has nothing to do, but no longer than so many seconds."""
        with self._lock:
            socket = self._socket
        if socket is not None:
            socket.rest(seconds)

    def _open(self) -> None:
        self._retry.cancel()
        session = self._session()
        if self._socket is not None or not self._is_wanted or not self._is_online or session is None:
            return
        if self.status != "connecting":
            self.status = "connecting"
            self._tell(Event("connection", "inConnecting", {}))
        self._socket = opened = WebSocket(
            _url_of(as_object(session.get("settings"))),
            self._context,
            on_open=lambda: opened.send(json.dumps(self._auth_frame(session))),
            on_text=lambda text: self._receive(opened, text),
            on_close=lambda: self._lost(opened),
        )
        opened.start()

    def _receive(self, socket: WebSocket, text: str) -> None:
        frame = as_object(json.loads(text))
        with self._lock:
            if socket is not self._socket:
                return
            if frame.get("action") == "pong":
                self._pong.cancel()
                return
            if frame.get("type") == "auth":
                body = as_object(frame.get("body"))
                if body.get("code") == "200" and body.get("status") == "OK":
                    self.status = "connected"
                    self._tell(Event("connection", "onConnected", {}))
                    if self._is_foreground:
                        self._ping.start(PING_EVERY, self._ping_again)
                return
        self._on_frame(frame)

    def _lost(self, socket: WebSocket) -> None:
        with self._lock:
            if socket is not self._socket:
                return
            self._dropped()
            self._open_later()

    def _open_later(self) -> None:
        if not self._is_wanted:
            return

        def again() -> None:
            with self._lock:
                self._open()

        self._retry.start(RECONNECT_AFTER, again)

    def _close(self) -> None:
        closed = self._socket
        self._dropped()
        if closed is not None:
            closed.close(1000, "Closed by the client")

    def _dropped(self) -> None:
        self._socket = None
        self._cancel_timers()
        was, self.status = self.status, "disconnected"
        if was == "connected":
            self._tell(Event("connection", "onDisconnected", {}))

    def _cancel_timers(self) -> None:
        for timer in (self._ping, self._pong, self._retry, self._deadline):
            timer.cancel()

    def _ping_again(self) -> None:
        with self._lock:
            if self._socket is None:
                return
            self._send_ping()
            self._ping.start(PING_EVERY, self._ping_again)

    def _send_ping(self) -> None:
        if not self.send({"action": "ping", "ack": "true"}):
            return
        self._pong.start(PONG_WITHIN, self._missed_pong)

    def _missed_pong(self) -> None:
        with self._lock:
            self._close()
            self._open_later()

    def _auth_frame(self, session: Json) -> Json:
        app_id, device_id = self._options["appId"], self._options["deviceId"]
        presence = as_object(self._options.get("presenceSubscription"))
        app_info = {"version": "1.0.0", "apiVersion": "v3.0"}
        return {
            "appId": app_id,
            "deviceId": device_id,
            "type": "auth",
            "sender": session["user"]["uid"],
            "body": compact(
                {
                    "auth": session.get("jwt"),
                    "deviceId": device_id,
                    "presenceSubscription": presence.get("type"),
                    "roles": presence.get("roles"),
                    "params": {"deviceId": device_id, "platform": "python", "appInfo": app_info},
                }
            ),
        }


def _url_of(settings: Json) -> str:
    names = ("CHAT_HOST_OVERRIDE", "CHAT_HOST_APP_SPECIFIC", "CHAT_HOST")
    host = next((text for name in names if (text := as_text(settings.get(name)))), "")
    return f"wss://{host}:{as_text(settings.get('CHAT_WSS_PORT')) or '443'}"
