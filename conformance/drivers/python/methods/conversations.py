"""Conversations, receipts and what is unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entities import to_conversation
from errors import CallFailure
from wire import Json, as_list, as_number, as_object, as_text

if TYPE_CHECKING:
    from client import Client


def mark_as_delivered(client: Client, params: Json) -> None:
    """Tells that a message, and all before it, has arrived here."""
    _mark(client, params, "delivered")


def mark_as_read(client: Client, params: Json) -> None:
    """Tells that a message, and all before it, has been read here."""
    _mark(client, params, "read")


def mark_conversation_as_delivered(client: Client, params: Json) -> None:
    """The same of a whole conversation."""
    client.rest.ask("POST", *_path(params), "delivered")


def mark_conversation_as_read(client: Client, params: Json) -> None:
    """The same of a whole conversation."""
    client.rest.ask("POST", *_path(params), "read")


def mark_as_unread(client: Client, params: Json) -> None:
    """Has a message, and all after it, count as unread."""
    is_group = params["receiverType"] == "group"
    partner = params["receiverId"] if is_group else _other(client, params)
    path = _path({"conversationWith": partner, "conversationType": params["receiverType"]})
    client.rest.ask("DELETE", *path, "read", body={"messageId": params["messageId"]})


def get_unread_message_count(client: Client, params: Json) -> Json:
    """How many messages nobody has read here, by whom they are from."""
    uid, guid = params.get("uid"), params.get("guid")
    if uid is not None:
        path: tuple[str, ...] = ("users", uid, "messages")
    else:
        path = ("groups", guid, "messages") if guid is not None else ("messages",)
    hide = params.get("hideMessagesFromBlockedUsers")
    query = {"hideMessagesFromBlockedUsers": hide, "unread": True, "count": True}
    counts: dict[str, dict[str, int | float]] = {"users": {}, "groups": {}}
    for row in as_list(client.rest.ask("GET", *path, query=query).data):
        of = counts["groups" if as_object(row).get("entityType") == "group" else "users"]
        of[as_text(as_object(row).get("entityId")) or ""] = as_number(as_object(row).get("count")) or 0
    return counts


def get_conversation(client: Client, params: Json) -> Json:
    """One conversation."""
    return to_conversation(client.rest.ask("GET", *_path(params)).data, client.my_uid)


def fetch_conversations(client: Client, params: Json) -> list[Json]:
    """The next page of conversations."""
    pages = client.request(params)
    filters = dict(pages.filters)
    query = {"per_page": filters.pop("limit"), "page": pages.page, **filters}
    rows = as_list(client.rest.ask("GET", "conversations", query=query).data)
    pages.turn(rows)
    return [to_conversation(row, client.my_uid) for row in rows]


def tag_conversation(client: Client, params: Json) -> Json:
    """Gives a conversation tags of this user's own."""
    answer = client.rest.ask("PUT", *_path(params), body={"tags": params["tags"]})
    return to_conversation(answer.data, client.my_uid)


def delete_conversation(client: Client, params: Json) -> None:
    """Ends a conversation for this user."""
    client.rest.ask("DELETE", *_path(params))


def _path(partner: Json) -> tuple[str, ...]:
    of = "users" if partner["conversationType"] == "user" else "groups"
    return (of, partner["conversationWith"], "conversation")


def _other(client: Client, message: Json) -> str:
    """The other one of two, whoever has sent the message."""
    return message["receiverId"] if message["senderId"] == client.my_uid else message["senderId"]


def _mark(client: Client, message: Json, action: str) -> None:
    is_group = message["receiverType"] == "group"
    frame = {
        "receiver": message["receiverId"] if is_group else _other(client, message),
        "receiverType": message["receiverType"],
        "type": "receipts",
        "sender": client.my_uid,
        "messageSender": message["senderId"],
        "body": {"action": action, "messageId": message["messageId"], "user": client.me},
    }
    if not client.send(frame):
        raise CallFailure("NO_WEBSOCKET_CONNECTION", "Receipts need a connection.")


METHODS = {
    "markAsDelivered": mark_as_delivered,
    "markAsRead": mark_as_read,
    "markConversationAsDelivered": mark_conversation_as_delivered,
    "markConversationAsRead": mark_conversation_as_read,
    "markAsUnread": mark_as_unread,
    "getUnreadMessageCount": get_unread_message_count,
    "getConversation": get_conversation,
    "fetchConversations": fetch_conversations,
    "tagConversation": tag_conversation,
    "deleteConversation": delete_conversation,
}
