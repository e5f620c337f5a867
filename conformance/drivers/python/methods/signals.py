"""What goes by the socket and is kept nowhere: typing and transient messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wire import Json, compact

if TYPE_CHECKING:
    from client import Client


def start_typing(client: Client, params: Json) -> None:
    """Tells that the user has begun to type."""
    _send(client, params, "typing_indicator", {"action": "started", "metadata": params.get("metadata")})


def end_typing(client: Client, params: Json) -> None:
    """Tells that the user has ended to type."""
    _send(client, params, "typing_indicator", {"action": "ended", "metadata": params.get("metadata")})


def send_transient_message(client: Client, params: Json) -> None:
    """Sends what only those hear who are there."""
    _send(client, params, "transient_message", {"data": params["data"]})


def _send(client: Client, to: Json, kind: str, body: Json) -> None:
    client.send(
        {
            "receiver": to["receiverId"],
            "receiverType": to["receiverType"],
            "type": kind,
            "sender": client.my_uid,
            "body": compact({**body, "user": client.me}),
        }
    )


METHODS = {
    "startTyping": start_typing,
    "endTyping": end_typing,
    "sendTransientMessage": send_transient_message,
}
