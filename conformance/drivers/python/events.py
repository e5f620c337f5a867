"""What a frame that the service has pushed is to the app."""

from __future__ import annotations

from typing import NamedTuple

from entities import changed_message, group_of_action, to_message, to_reaction, to_user
from wire import Json, as_number, as_object, as_text, compact, filled


class Event(NamedTuple):
    """One call of one listener."""

    listener: str
    name: str
    payload: Json


RECEIPTS = {
    "delivered": ("onMessagesDelivered", "delivery"),
    "read": ("onMessagesRead", "read"),
    "deliveredToAll": ("onMessagesDeliveredToAll", "deliveredToAll"),
    "readByAll": ("onMessagesReadByAll", "readByAll"),
}

MEMBER_ACTIONS = {
    "joined": "onGroupMemberJoined",
    "left": "onGroupMemberLeft",
    "kicked": "onGroupMemberKicked",
    "banned": "onGroupMemberBanned",
    "unbanned": "onGroupMemberUnbanned",
    "added": "onMemberAddedToGroup",
    "scopeChanged": "onGroupMemberScopeChanged",
}


def event_of(frame: Json, my_uid: str) -> Event | None:
    """The event that a frame is; None for one that the app need not hear of."""
    kind, body = frame.get("type"), as_object(frame.get("body"))
    if kind == "message":
        return _of_message(body, my_uid)
    if kind == "presence":
        return _of_presence(body)
    if kind not in ("receipts", "typing_indicator", "transient_message", "reaction", "interaction_completed"):
        return None
    is_group = frame.get("receiverType") in ("group", "groupchat")
    where = {"receiverId": as_text(frame.get("receiver")) or "", "receiverType": "group" if is_group else "user"}
    sender = {"sender": to_user(body.get("user"))}
    if kind == "receipts":
        return _of_receipt(body, {**sender, **where})
    if kind == "typing_indicator":
        name = "onTypingStarted" if body.get("action") == "started" else "onTypingEnded"
        typing = compact({**sender, **where, "metadata": filled(body.get("metadata"))})
        return Event("message", name, {"typing": typing})
    if kind == "transient_message":
        transient = {**sender, **where, "data": as_object(body.get("data"))}
        return Event("message", "onTransientMessageReceived", {"transient": transient})
    if kind == "interaction_completed":
        payload = {"messageId": as_text(body.get("messageId")) or "", **sender}
        return Event("message", "onInteractionGoalCompleted", payload)
    is_added = body.get("action") == "message_reaction_added"
    name = "onMessageReactionAdded" if is_added else "onMessageReactionRemoved"
    conversation_id = as_text(body.get("conversationId"))
    return Event(
        "message", name, compact({"reaction": to_reaction(body), "conversationId": conversation_id, **where})
    )


def _of_receipt(body: Json, about: Json) -> Event | None:
    name, receipt_type = RECEIPTS.get(str(body.get("action")), ("", ""))
    if not name:
        return None
    time_key = "readAt" if receipt_type in ("read", "readByAll") else "deliveredAt"
    receipt = compact(
        {
            "messageId": as_text(body.get("messageId")) or "",
            "receiptType": receipt_type,
            **about,
            time_key: as_number(body.get("timestamp")),
        }
    )
    return Event("message", name, {"receipt": receipt})


def _of_presence(body: Json) -> Event:
    is_online = body.get("action") != "offline"
    seen = {"status": "online" if is_online else "offline", "lastActiveAt": body.get("timestamp")}
    user = to_user({**as_object(body.get("user")), **seen})
    return Event("user", "onUserOnline" if is_online else "onUserOffline", {"user": user})


def _of_message(body: Json, my_uid: str) -> Event | None:
    message = to_message(body, my_uid)
    if message is None or message["category"] == "call":
        return None
    if message["category"] != "action":
        return Event("message", _name_of(message), {"message": message})
    action = message["action"]
    if action in ("edited", "deleted"):
        name = "onMessageEdited" if action == "edited" else "onMessageDeleted"
        return Event("message", name, {"message": changed_message(body, my_uid)})
    if action not in MEMBER_ACTIONS:
        return None
    has_object = action not in ("joined", "left")
    payload = {
        "message": message,
        "by": message.get("by"),
        "on": message.get("on") if has_object else None,
        "group": group_of_action(body),
        "oldScope": message.get("oldScope"),
        "newScope": message.get("newScope"),
    }
    return Event("group", MEMBER_ACTIONS[action], compact(payload))


def _name_of(message: Json) -> str:
    if message["category"] == "custom":
        return "onCustomMessageReceived"
    if message["category"] == "interactive":
        return "onInteractiveMessageReceived"
    return "onTextMessageReceived" if message["type"] == "text" else "onMediaMessageReceived"
