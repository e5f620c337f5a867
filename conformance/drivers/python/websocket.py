"""A WebSocket client (RFC 6455), as far as text frames over TLS need one."""

from __future__ import annotations

import base64
import hashlib
import os
import queue
import select
import socket
import ssl
import struct
import threading
from typing import Callable
from urllib.parse import urlsplit

HANDSHAKE_TIMEOUT = 10
SEND_TIMEOUT = 10
FAREWELL = 2.0
"""Seconds that the other side has to answer a close."""

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _CLOSE, _PING, _PONG = 0x1, 0x8, 0x9, 0xA


def encode_frame(opcode: int, payload: bytes, mask: bytes) -> bytes:
    """A whole frame of a client: masked, as the RFC wants it."""
    length = len(payload)
    head = bytes([0x80 | opcode])
    if length < 126:
        head += bytes([0x80 | length])
    elif length < 65536:
        head += struct.pack("!BH", 0x80 | 126, length)
    else:
        head += struct.pack("!BQ", 0x80 | 127, length)
    masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
    return head + mask + masked


class FrameReader:
    """Puts frames of a server together from whatever pieces arrive."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._text = bytearray()

    def feed(self, piece: bytes) -> list[tuple[int, bytes]]:
        """The messages and control frames that are whole now, by their opcodes."""
        self._buffer += piece
        whole = []
        while (frame := self._take()) is not None:
            is_last, opcode, payload = frame
            if opcode >= _CLOSE:
                whole.append((opcode, payload))
                continue
            self._text += payload
            if is_last:
                whole.append((_TEXT, bytes(self._text)))
                self._text.clear()
        return whole

    def _take(self) -> tuple[bool, int, bytes] | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        length, start = buffer[1] & 0x7F, 2
        if length == 126:
            start = 4
        elif length == 127:
            start = 10
        if len(buffer) < start:
            return None
        if start > 2:
            length = int.from_bytes(buffer[2:start], "big")
        if len(buffer) < start + length:
            return None
        payload = bytes(buffer[start : start + length])
        is_last, opcode = bool(buffer[0] & 0x80), buffer[0] & 0x0F
        del buffer[: start + length]
        return is_last, opcode, payload


class WebSocket:
    """One connection, in a thread of its own that alone touches the socket. The callbacks are called by that thread."""

    def __init__(
        self,
        url: str,
        context: ssl.SSLContext,
        on_open: Callable[[], None],
        on_text: Callable[[str], None],
        on_close: Callable[[], None],
    ) -> None:
        self._url = url
        self._context = context
        self._on_open, self._on_text, self._on_close = on_open, on_text, on_close
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._rests: queue.SimpleQueue[threading.Event] = queue.SimpleQueue()
        self._woken, self._waker = socket.socketpair()
        self._is_cut = False
        self._is_talking = False

    def start(self) -> None:
        """Begins to connect. Not before its owner holds it: callbacks may come at once."""
        threading.Thread(target=self._run, daemon=True).start()

    def send(self, text: str) -> None:
        """Sends a text frame, once what was sent before has gone out."""
        self._enqueue(encode_frame(_TEXT, text.encode(), os.urandom(4)))

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Ends the connection with the other side's knowledge."""
        self._enqueue(encode_frame(_CLOSE, struct.pack("!H", code) + reason.encode(), os.urandom(4)))
        self._enqueue(None)

    def cut(self) -> None:
        """Ends the connection without a word, as the loss of the network does."""
        self._is_cut = True
        self._wake()

    def rest(self, seconds: float) -> None:
        """Waits until all that was sent has gone out, and all that has come was told: so many seconds at most."""
        if not self._is_talking:
            return
        rested = threading.Event()
        self._rests.put(rested)
        self._wake()
        rested.wait(seconds)

    def _enqueue(self, frame: bytes | None) -> None:
        self._outgoing.put(frame)
        self._wake()

    def _wake(self) -> None:
        try:
            self._waker.send(b"!")
        except OSError:
            pass  # The connection has ended: there is nobody to wake.

    def _run(self) -> None:
        connection = None
        try:
            connection, rest = self._open()
            if not self._is_cut:
                self._on_open()
                self._talk(connection, rest)
        except (OSError, ValueError):
            pass  # However it has failed, it has ended: that is all the owner need know.
        finally:
            self._is_talking = False
            self._let_go(self._rests.qsize())
            for one in (connection, self._waker, self._woken):
                if one is not None:
                    one.close()
            self._on_close()

    def _open(self) -> tuple[ssl.SSLSocket, bytes]:
        address = urlsplit(self._url)
        # What stands behind the last colon of the service's socket address is the port, even behind a path.
        host, port = address.hostname or "", address.port or 443
        raw = socket.create_connection((host, port), timeout=HANDSHAKE_TIMEOUT)
        connection = self._context.wrap_socket(raw, server_hostname=host)
        key = base64.b64encode(os.urandom(16)).decode()
        request = (
            f"GET {address.path or '/'} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        connection.sendall(request.encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            piece = connection.recv(4096)
            if not piece:
                raise OSError("The connection ended during the handshake.")
            answer += piece
        head, _, rest = answer.partition(b"\r\n\r\n")
        accept = base64.b64encode(hashlib.sha1((key + _GUID).encode()).digest()).decode()
        lines = head.decode("latin-1").split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        if " 101 " not in f"{lines[0]} " or headers.get("sec-websocket-accept") != accept:
            raise OSError(f"The handshake was refused: {lines[0]}")
        return connection, rest

    def _talk(self, connection: ssl.SSLSocket, rest: bytes) -> None:
        reader = FrameReader()
        patience: float | None = None
        if self._take(connection, reader.feed(rest)):
            return
        self._is_talking = True
        while not self._is_cut:
            # Counted before the look: what those who wait have sent is seen by it.
            resting = self._rests.qsize()
            readable, _, _ = select.select([connection, self._woken], [], [], 0)
            if not readable:
                self._let_go(resting)
                readable, _, _ = select.select([connection, self._woken], [], [], patience)
            if not readable:
                return
            if self._woken in readable:
                self._woken.recv(4096)
                if self._flush(connection):
                    patience = FAREWELL
            if connection in readable:
                piece = self._receive(connection)
                if piece == b"" or (piece and self._take(connection, reader.feed(piece))):
                    return

    def _let_go(self, resting: int) -> None:
        """Tells so many of those who wait for rest, the first ones, that there is."""
        for _ in range(resting):
            self._rests.get().set()

    def _receive(self, connection: ssl.SSLSocket) -> bytes | None:
        """What has arrived; nothing at the end; None where it was no data yet, but TLS's own."""
        connection.setblocking(False)
        try:
            piece = connection.recv(65536)
            while piece and connection.pending():
                piece += connection.recv(65536)
            return piece
        except ssl.SSLWantReadError:
            return None
        finally:
            connection.settimeout(SEND_TIMEOUT)

    def _flush(self, connection: ssl.SSLSocket) -> bool:
        """Sends what is queued. Whether a close was among it."""
        while not self._outgoing.empty():
            frame = self._outgoing.get()
            if frame is None:
                return True
            connection.sendall(frame)
        return False

    def _take(self, connection: ssl.SSLSocket, frames: list[tuple[int, bytes]]) -> bool:
        """Handles what has arrived. Whether that was the end."""
        for opcode, payload in frames:
            if opcode == _CLOSE:
                connection.sendall(encode_frame(_CLOSE, payload[:2], os.urandom(4)))
                return True
            if opcode == _PING:
                connection.sendall(encode_frame(_PONG, payload, os.urandom(4)))
            elif opcode == _TEXT:
                self._on_text(payload.decode())
        return False
