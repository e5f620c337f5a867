"""Tests of the canonical forms and events: python3 -m unittest, in this folder."""

import unittest

from entities import to_conversation, to_message, to_outcomes, to_user
from events import event_of

SENDER = {"uid": "bob", "name": "Bob", "status": "online"}
TEXT = {
    "id": 7,
    "conversationId": "alice_user_bob",
    "sender": "bob",
    "receiver": "alice",
    "receiverType": "user",
    "category": "message",
    "type": "text",
    "sentAt": 1700000000,
    "deliveredAt": 0,
    "parentId": "0",
    "data": {
        "text": "Hi",
        "metadata": {},
        "mentions": {"alice": {"uid": "alice", "name": "Alice"}},
        "entities": {"sender": {"entity": SENDER, "entityType": "user"}},
    },
}


class Forms(unittest.TestCase):
    def test_leave_out_what_has_no_value(self) -> None:
        user = to_user({"uid": "a", "name": "A", "status": "available", "avatar": "", "lastActiveAt": 0, "metadata": {}})
        self.assertEqual(user, {"uid": "a", "name": "A", "status": "online"})

    def test_of_a_message_have_ids_as_text_and_no_parent_where_it_is_0(self) -> None:
        message = to_message(TEXT, "alice")
        self.assertEqual(
            message,
            {
                "id": "7",
                "conversationId": "alice_user_bob",
                "sender": SENDER,
                "receiverId": "alice",
                "receiverType": "user",
                "category": "message",
                "type": "text",
                "sentAt": 1700000000,
                "text": "Hi",
                "mentionedUsers": [{"uid": "alice", "name": "Alice", "status": "offline"}],
                "hasMentionedMe": True,
            },
        )

    def test_of_what_is_no_message_are_none(self) -> None:
        self.assertIsNone(to_message({"category": "weather"}, "alice"))

    def test_of_a_conversation_count_what_is_text(self) -> None:
        conversation = to_conversation({"conversationType": "user", "unreadMessageCount": "3"}, "alice")
        self.assertEqual(conversation["unreadMessageCount"], 3)

    def test_of_outcomes_say_what_went_wrong(self) -> None:
        outcomes = {"a": {"success": True}, "b": {"success": False, "error": {"message": "No b."}}}
        self.assertEqual(to_outcomes(outcomes), {"a": "success", "b": "No b."})


class Events(unittest.TestCase):
    def test_tell_of_a_message(self) -> None:
        event = event_of({"type": "message", "body": TEXT}, "alice")
        self.assertEqual((event.listener, event.name), ("message", "onTextMessageReceived"))

    def test_say_user_and_group_however_a_client_has_written_it(self) -> None:
        frame = {"type": "typing_indicator", "receiver": "g", "receiverType": "groupchat", "body": {"user": SENDER}}
        event = event_of(frame, "alice")
        self.assertEqual(event.payload["typing"]["receiverType"], "group")

    def test_are_none_for_what_an_app_need_not_hear(self) -> None:
        for frame in ({"action": "pong"}, {"type": "receipts", "body": {"action": "lost"}}, {"type": "weather"}):
            with self.subTest(frame=frame):
                self.assertIsNone(event_of(frame, "alice"))


if __name__ == "__main__":
    unittest.main()
