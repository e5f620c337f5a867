"""Tests of the frames of the WebSocket client: python3 -m unittest, in this folder."""

import ssl
import threading
import unittest

from websocket import FrameReader, WebSocket, encode_frame

TEXT, CLOSE, PING = 0x1, 0x8, 0x9


def server_frame(opcode: int, payload: bytes, is_last: bool = True) -> bytes:
    head = bytes([(0x80 if is_last else 0) | opcode])
    if len(payload) < 126:
        return head + bytes([len(payload)]) + payload
    return head + bytes([126]) + len(payload).to_bytes(2, "big") + payload


class EncodingFrames(unittest.TestCase):
    def test_masks_the_example_of_the_rfc(self) -> None:
        frame = encode_frame(TEXT, b"Hello", bytes([0x37, 0xFA, 0x21, 0x3D]))
        self.assertEqual(frame.hex(), "818537fa213d7f9f4d5158")

    def test_tells_the_length_in_the_shortest_way(self) -> None:
        mask = bytes(4)
        for length, head in ((125, "81fd"), (126, "81fe007e"), (65535, "81feffff"), (65536, "81ff0000000000010000")):
            with self.subTest(length=length):
                frame = encode_frame(TEXT, b"x" * length, mask)
                self.assertEqual(frame[: len(head) // 2].hex(), head)
                self.assertEqual(len(frame), len(head) // 2 + 4 + length)


class ReadingFrames(unittest.TestCase):
    def test_takes_frames_in_whatever_pieces_they_come(self) -> None:
        text = "Grüße 👋".encode() * 40
        stream = server_frame(TEXT, text) + server_frame(TEXT, b"next")
        for size in (1, 3, len(stream)):
            with self.subTest(size=size):
                reader = FrameReader()
                pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
                read = [frame for piece in pieces for frame in reader.feed(piece)]
                self.assertEqual(read, [(TEXT, text), (TEXT, b"next")])

    def test_puts_a_message_of_several_frames_together_with_a_ping_in_between(self) -> None:
        reader = FrameReader()
        stream = server_frame(TEXT, b"one ", is_last=False) + server_frame(PING, b"?") + server_frame(0, b"two")
        self.assertEqual(reader.feed(stream), [(PING, b"?"), (TEXT, b"one two")])

    def test_tells_of_a_close(self) -> None:
        self.assertEqual(FrameReader().feed(server_frame(CLOSE, b"\x03\xe8")), [(CLOSE, b"\x03\xe8")])


class Starting(unittest.TestCase):
    def test_calls_nobody_back_before_its_owner_has_started_it(self) -> None:
        ended = threading.Event()
        nowhere = WebSocket(
            "wss://localhost:1",
            ssl.create_default_context(),
            on_open=lambda: None,
            on_text=lambda text: None,
            on_close=ended.set,
        )
        self.assertFalse(ended.wait(0.2))
        nowhere.start()
        self.assertTrue(ended.wait(10))


if __name__ == "__main__":
    unittest.main()
