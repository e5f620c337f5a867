"""Messages: sending, changing, reading and reacting to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entities import changed_message, to_message, to_reaction, to_receipt_row
from wire import Json, as_list, as_object, compact

if TYPE_CHECKING:
    from client import Client


def send_text_message(client: Client, params: Json) -> Json | None:
    """Sends a text."""
    return _send(client, params, "message", "text", {"text": params["text"]})


def send_media_message(client: Client, params: Json) -> Json | None:
    """Sends files that lie at addresses already."""
    attachments = params["attachments"]
    url = attachments[0]["url"] if attachments else ""
    data = {"url": url, "attachments": attachments, "text": params.get("caption")}
    return _send(client, params, "message", params["type"], data)


def send_custom_message(client: Client, params: Json) -> Json | None:
    """Sends data of the app's own."""
    data = {key: params.get(key) for key in ("customData", "subType", "updateConversation")}
    return _send(client, params, "custom", params["type"], data)


def edit_message(client: Client, params: Json) -> Json | None:
    """Gives a message another text."""
    message_id = params["messageId"]
    body = {
        "id": message_id,
        "receiver": params["receiverId"],
        "receiverType": params["receiverType"],
        "category": "message",
        "type": "text",
        "data": compact({"text": params["text"], "metadata": params.get("metadata")}),
        "tags": params.get("tags"),
    }
    return changed_message(client.rest.ask("PUT", "messages", message_id, body=compact(body)).data, client.my_uid)


def delete_message(client: Client, params: Json) -> Json | None:
    """Takes a message back."""
    message_id = params["messageId"]
    answer = client.rest.ask("DELETE", "messages", message_id, body={"id": message_id})
    return changed_message(answer.data, client.my_uid)


def get_message(client: Client, params: Json) -> Json | None:
    """One message."""
    return to_message(client.rest.ask("GET", "messages", params["messageId"]).data, client.my_uid)


def get_message_receipts(client: Client, params: Json) -> list[Json]:
    """Who has received and read a message."""
    message_id = params["messageId"]
    answer = client.rest.ask("GET", "messages", message_id)
    rows = as_list(as_object(as_object(answer.data).get("receipts")).get("data"))
    return [to_receipt_row(row, message_id) for row in rows]


def fetch_messages(client: Client, params: Json) -> list[Json | None]:
    """The next page of a history, in either direction."""
    pages = client.request(params)
    filters = dict(pages.filters)
    is_previous = params["direction"] == "previous"
    parent, guid, uid = (filters.pop(key, None) for key in ("parentMessageId", "guid", "uid"))
    given_id, timestamp = filters.pop("messageId", None), filters.pop("timestamp", None)
    begins_at = pages.edge or given_id
    query = {
        "per_page": filters.pop("limit"),
        "affix": "prepend" if is_previous else "append",
        "id": begins_at,
        "sentAt": timestamp if begins_at is None else None,
        "searchKey": filters.pop("searchKeyword", None),
        "hideDeleted": filters.pop("hideDeletedMessages", None),
        **filters,
    }
    if parent is not None:
        path: tuple[str, ...] = ("messages", parent, "thread")
    elif guid is not None:
        path = ("groups", guid, "messages")
    else:
        path = ("users", uid, "messages") if uid is not None else ("messages",)
    rows = [to_message(row, client.my_uid) for row in as_list(client.rest.ask("GET", *path, query=query).data)]
    ids = [int(row["id"]) for row in rows if row is not None]
    if ids:
        pages.edge = str(min(ids) if is_previous else max(ids))
    return rows


def add_reaction(client: Client, params: Json) -> Json | None:
    """Reacts to a message."""
    path = ("messages", params["messageId"], "reactions", params["reaction"])
    return to_message(client.rest.ask("POST", *path).data, client.my_uid)


def remove_reaction(client: Client, params: Json) -> Json | None:
    """Takes a reaction back."""
    path = ("messages", params["messageId"], "reactions", params["reaction"])
    return to_message(client.rest.ask("DELETE", *path).data, client.my_uid)


def fetch_reactions(client: Client, params: Json) -> list[Json]:
    """The next page of a message's reactions."""
    pages = client.request(params)
    reaction = pages.filters.get("reaction")
    path = ["messages", pages.filters["messageId"], "reactions", *([reaction] if reaction is not None else [])]
    query = {"limit": pages.filters["limit"], "affix": "append", **pages.cursor}
    answer = client.rest.ask("GET", *path, query=query)
    pages.cursor = as_object(answer.meta.get("next")) or pages.cursor
    return [to_reaction(row) for row in as_list(answer.data)]


def _send(client: Client, params: Json, category: str, kind: str, data: Json) -> Json | None:
    parent = params.get("parentMessageId")
    body = {
        "receiver": params["receiverId"],
        "receiverType": params["receiverType"],
        "category": category,
        "type": kind,
        "data": compact({**data, "metadata": params.get("metadata")}),
        "muid": params.get("muid"),
        "tags": params.get("tags"),
        "parentMessageId": parent,
        "quotedMessageId": params.get("quotedMessageId"),
    }
    path = ("messages",) if parent is None else ("messages", parent, "thread")
    return to_message(client.rest.ask("POST", *path, body=compact(body)).data, client.my_uid)


METHODS = {
    "sendTextMessage": send_text_message,
    "sendMediaMessage": send_media_message,
    "sendCustomMessage": send_custom_message,
    "editMessage": edit_message,
    "deleteMessage": delete_message,
    "getMessage": get_message,
    "getMessageReceipts": get_message_receipts,
    "fetchMessages": fetch_messages,
    "addReaction": add_reaction,
    "removeReaction": remove_reaction,
    "fetchReactions": fetch_reactions,
}
